import { queryOptions } from "@tanstack/react-query";
import { answerOf, baton, type Schemas } from "../api/client";
import { type Encoding, piecesOf } from "./file";
import type { Delimiter } from "./guess";
import { Cutter, cellsOf, type Row } from "./rows";
import { bodyOf, headerOf } from "./run";

const ROWS = 10;
const MOST_BYTES = 200 * 1024;

export type Look = Schemas["ImportPreview"];
export type LeadField = Schemas["ImportField"];

/** A file that somebody wants to import, and how it is read. */
export interface Chosen {
  /** Another number for each choice: the same name may be another file. */
  number: number;
  file: File;
  encoding: Encoding;
  delimiter: Delimiter;
}

interface Sample {
  header: Row;
  rows: Row[];
  /** Why there are no more rows; undefined = there may be. */
  broken: string | undefined;
}

/** The header and the first rows, with which fields the server takes the columns for. */
export const guessQuery = (chosen: Chosen) =>
  queryOptions({
    queryKey: ["import", chosen.number, chosen.encoding, chosen.delimiter],
    queryFn: async () => {
      const sample = await sampleOf(chosen);
      const look = await lookAt(chosen, sample.header.bytes, sample);
      return { look, sample, cells: sample.rows.map((r) => cellsOf(r.bytes, chosen.delimiter)) };
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });

/** The same rows as they are read where the columns fill these fields. */
export const previewQuery = (chosen: Chosen, sample: Sample | undefined, fields: readonly (string | null)[]) =>
  queryOptions({
    queryKey: ["import", chosen.number, chosen.encoding, chosen.delimiter, fields],
    queryFn: () => lookAt(chosen, headerOf({ fields, delimiter: chosen.delimiter }), sample!),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });

function lookAt(chosen: Chosen, header: Uint8Array, { rows }: Sample): Promise<Look> {
  return answerOf(
    baton.POST("/v1/leads/import/preview", {
      params: { query: { delimiter: chosen.delimiter } },
      body: bodyOf(header, rows) as unknown as string,
      bodySerializer: (body) => body,
      headers: { "Content-Type": "text/csv" },
    }),
  );
}

// Whole rows alone, and no more than a request of any kind may bear.
async function sampleOf({ file, encoding, delimiter }: Chosen): Promise<Sample> {
  const cutter = new Cutter(delimiter);
  const rows: Row[] = [];
  for await (const piece of piecesOf(file, encoding)) {
    rows.push(...cutter.add(piece.bytes, piece.read === file.size));
    if (rows.length > ROWS || cutter.broken !== undefined) break;
  }
  const [header = { bytes: new Uint8Array(), line: 1 }, ...others] = rows;
  let size = header.bytes.length;
  const first = others.slice(0, ROWS);
  const fits = first.findIndex((row) => {
    size += row.bytes.length + 1;
    return size > MOST_BYTES;
  });
  return { header, rows: fits < 0 ? first : first.slice(0, fits), broken: cutter.broken };
}
