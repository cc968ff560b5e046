import { answerOf, BatonError, baton, wordsOf } from "../api/client";
import { type Encoding, piecesOf } from "./file";
import { Rejects } from "./rejects";
import { Cutter, cellsOf, type Row, Unreadable } from "./rows";
import { add, type EndLine, nothing, type RowLine, type Tally } from "./tally";

const MOST_TRIES = 5;
const FIRST_PAUSE = 500;

/** What is to be imported, and how it is read. */
export interface Plan {
  file: Blob;
  encoding: Encoding;
  delimiter: string;
  /** The hash of the file. */
  hash: string;
  /** The field of each column; null = not imported. */
  fields: readonly (string | null)[];
}

export interface Progress {
  tally: Tally;
  /** How much of the file is done with. */
  read: number;
  /** A part could not be sent and is sent again. */
  isRetrying: boolean;
}

export interface Outcome {
  tally: Tally;
  rejects: Blob | null;
  isStopped: boolean;
  /** Why it ended before the end of the file. */
  broken?: string;
  /** The file is to blame for it: another try ends there too. */
  isFileAtFault: boolean;
}

/**
 * Sends a file part by part, one after the other, in its order. A browser shows nothing of an answer before it has sent a
 * whole body, so that one request would know neither how far it is nor, when it is stopped, what was taken.
 */
export async function runImport(plan: Plan, tell: (p: Progress) => void, isStopped: () => boolean): Promise<Outcome> {
  const cutter = new Cutter(plan.delimiter);
  let tally = nothing;
  let rejects: Rejects | undefined;
  const end = (broken?: string, isFileAtFault = false): Outcome => ({
    isFileAtFault,
    tally,
    rejects: rejects?.file() ?? null,
    isStopped: isStopped(),
    ...(broken !== undefined && { broken }),
  });
  try {
    for await (const piece of piecesOf(plan.file, plan.encoding)) {
      if (isStopped()) return end();
      const rows = cutter.add(piece.bytes, piece.read === plan.file.size);
      if (rejects === undefined) {
        const header = rows.shift();
        if (header) rejects = new Rejects(plan.delimiter, cellsOf(header.bytes, plan.delimiter));
      }
      if (rejects && rows.length > 0) {
        const retry = () => tell({ tally, read: piece.read, isRetrying: true });
        const { lines, error } = await send(plan, rows, tally.rows + 1, retry);
        const rowOf = (row: number) => rows[row - tally.rows - 1]!;
        rejects.add(refused(lines, rowOf, plan.delimiter));
        tally = add(tally, lines, (row) => rowOf(row).line);
        if (error !== undefined) return end(error);
      }
      if (cutter.broken !== undefined) return end(cutter.broken, true);
      tell({ tally, read: piece.read, isRetrying: false });
    }
  } catch (error) {
    return error instanceof Unreadable ? end(error.message, true) : end(wordsOf(error));
  }
  return { ...end(), isStopped: false };
}

interface Sent {
  lines: RowLine[];
  error?: string;
}

/** Sends again what may not have arrived: a row that did is known by its id or its place in the file. */
async function send(plan: Plan, rows: Row[], first: number, retrying: () => void): Promise<Sent> {
  for (let tries = 1; ; tries++) {
    try {
      return read(await post(plan, rows, first), rows.length);
    } catch (error) {
      if (tries === MOST_TRIES || (error instanceof BatonError && !isPassing(error.status))) throw error;
      retrying();
      await new Promise((done) => setTimeout(done, FIRST_PAUSE * 2 ** (tries - 1)));
    }
  }
}

function isPassing(status: number): boolean {
  return status >= 500 || status === 429;
}

function post(plan: Plan, rows: Row[], first: number): Promise<string> {
  return answerOf(
    baton.POST("/v1/leads/import", {
      params: { query: { delimiter: plan.delimiter, file: plan.hash, first_row: first } },
      body: bodyOf(headerOf(plan), rows) as unknown as string,
      bodySerializer: (body) => body,
      headers: { "Content-Type": "text/csv" },
      parseAs: "text",
    }),
  ) as Promise<string>;
}

/** The fields themselves are the header: so no column's name can be mistaken. What bears none is not imported. */
export function headerOf({ fields, delimiter }: Pick<Plan, "fields" | "delimiter">): Uint8Array {
  return new TextEncoder().encode(fields.map((f) => f ?? "").join(delimiter));
}

export function bodyOf(header: Uint8Array, rows: Pick<Row, "bytes">[]): Blob {
  return new Blob([header, ...rows.flatMap((r) => ["\n", r.bytes])] as BlobPart[]);
}

function read(answer: string, sent: number): Sent {
  const all = answer.trimEnd().split("\n");
  const end = JSON.parse(all.pop()!) as EndLine;
  const lines = all.map((line) => JSON.parse(line) as RowLine);
  const error = end.done
    ? end.rows === sent
      ? undefined
      : `The server counted ${end.rows} rows where ${sent} were sent.`
    : (end.error ?? "The server ended the import early.");
  return { lines, ...(error !== undefined && { error }) };
}

function refused(lines: RowLine[], rowOf: (row: number) => Row, delimiter: string) {
  return lines
    .filter((line) => line.status === "rejected")
    .map((line) => ({
      line: rowOf(line.row).line,
      reasons: (line.errors ?? []).map((e) => e.message).join("; "),
      cells: cellsOf(rowOf(line.row).bytes, delimiter),
    }));
}
