import type { Schemas } from "../api/client";

export type RowLine = Schemas["ImportRow"];
export type EndLine = Schemas["ImportSummary"];

export interface Reason {
  code: string;
  /** The field that is at fault; "" = the row as a whole. */
  path: string;
  count: number;
  /** Of the first row that has it. */
  message: string;
  line: number;
}

/** What became of the rows until now. */
export interface Tally {
  rows: number;
  accepted: number;
  repeated: number;
  rejected: number;
  /** Of the rejected rows. One with two faults counts in both. */
  reasons: readonly Reason[];
  /** Of the accepted rows, by status and why. */
  places: ReadonlyMap<string, number>;
  firstId?: string;
  lastId?: string;
}

export const nothing: Tally = { rows: 0, accepted: 0, repeated: 0, rejected: 0, reasons: [], places: new Map() };

/** @param lineOf in which line of the file a row begins. */
export function add(tally: Tally, rows: RowLine[], lineOf: (row: number) => number): Tally {
  const reasons = new Map(tally.reasons.map((r) => [`${r.code} ${r.path}`, r]));
  const places = new Map(tally.places);
  const next = { ...tally, rows: tally.rows + rows.length };
  for (const row of rows) {
    next[row.status]++;
    if (row.status === "accepted") {
      const place = placeOf(row);
      places.set(place, (places.get(place) ?? 0) + 1);
      if (row.id !== undefined) {
        next.firstId ??= row.id;
        next.lastId = row.id;
      }
    }
    for (const { path, code, message } of row.errors ?? []) {
      const key = `${code} ${path}`;
      const known = reasons.get(key) ?? { code, path, message, count: 0, line: lineOf(row.row) };
      reasons.set(key, { ...known, count: known.count + 1 });
    }
  }
  return { ...next, places, reasons: [...reasons.values()] };
}

function placeOf({ decision }: RowLine): string {
  const status = decision?.status ?? "new";
  return status === "waiting" && decision?.reason ? `waiting ${decision.reason}` : status;
}
