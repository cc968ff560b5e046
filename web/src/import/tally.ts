import type { Schemas } from "../api/client";
import { count as inFigures } from "../shared/words";

export type RowLine = Schemas["ImportRow"];
export type EndLine = Schemas["ImportSummary"];

const MOST_LINES = 10;

export interface Reason {
  code: string;
  /** The field that is at fault; "" = the row as a whole. */
  path: string;
  count: number;
  /** Of the first row that has it. */
  message: string;
  /** Where the first rows that have it begin. */
  lines: readonly number[];
}

/** What became of the rows until now. */
export interface Tally {
  rows: number;
  accepted: number;
  repeated: number;
  rejected: number;
  /** Of the rejected rows. One with two faults counts in both. */
  reasons: readonly Reason[];
  /** Rows that came in with something left empty that nobody could make sense of. */
  noted: number;
  /** What that was. */
  notes: readonly Reason[];
  /** Of the accepted rows, by status and why. */
  places: ReadonlyMap<string, number>;
  firstId?: string;
  lastId?: string;
}

export const nothing: Tally = {
  rows: 0,
  accepted: 0,
  repeated: 0,
  rejected: 0,
  reasons: [],
  noted: 0,
  notes: [],
  places: new Map(),
};

/** @param lineOf in which line of the file a row begins. */
export function add(tally: Tally, rows: RowLine[], lineOf: (row: number) => number): Tally {
  const reasons = byKind(tally.reasons);
  const notes = byKind(tally.notes);
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
    if (row.notes && row.notes.length > 0) next.noted++;
    for (const fault of row.errors ?? []) count(reasons, fault, lineOf(row.row));
    for (const note of row.notes ?? []) count(notes, note, lineOf(row.row));
  }
  return { ...next, places, reasons: [...reasons.values()], notes: [...notes.values()] };
}

/** How many rows have something that nobody could make sense of, and what becomes of it. */
export function leftEmpty(rows: number, was: "was" | "would be"): string {
  const where = rows === 1 ? "1 row" : `${inFigures(rows)} rows`;
  return `In ${where} something could not be understood. That field ${was} left empty; the rest of the row ${was} taken.`;
}

function byKind(reasons: readonly Reason[]): Map<string, Reason> {
  return new Map(reasons.map((r) => [kindOf(r), r]));
}

function kindOf({ code, path }: Pick<Reason, "code" | "path">): string {
  return `${code} ${path}`;
}

function count(reasons: Map<string, Reason>, { path, code, message }: Schemas["ProblemError"], line: number): void {
  const known = reasons.get(kindOf({ code, path })) ?? { code, path, message, count: 0, lines: [] };
  const lines = known.lines.length < MOST_LINES ? [...known.lines, line] : known.lines;
  reasons.set(kindOf({ code, path }), { ...known, count: known.count + 1, lines });
}

function placeOf({ decision }: RowLine): string {
  const status = decision?.status ?? "new";
  return status === "waiting" && decision?.reason ? `waiting ${decision.reason}` : status;
}
