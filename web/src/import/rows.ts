const LONGEST_ROW = 1024 * 1024;
const [QUOTE, CR, LF] = [34, 13, 10];

export interface Row {
  /** As it stands in the file, without the end of its line. */
  bytes: Uint8Array;
  /** In which line of the file it begins, from 1. */
  line: number;
}

/** Why a file cannot be read on; its message is for people. */
export class Unreadable extends Error {}

/**
 * Cuts UTF-8 text into the rows of CSV as the server does: quotes doubled inside quotes, line breaks inside quotes, CRLF, LF
 * or CR behind a row, blank lines passed over. Holds no more than the row that is not finished yet.
 */
export class Cutter {
  readonly #delimiter: number;
  #rest: Uint8Array = new Uint8Array(0);
  #line = 1;

  /** Why there are no more rows before the end of the file. */
  broken?: string;

  constructor(delimiter: string) {
    this.#delimiter = delimiter.charCodeAt(0);
  }

  /** The rows that are whole with these bytes. */
  add(bytes: Uint8Array, isEnd = false): Row[] {
    const text = joined(this.#rest, bytes);
    const rows: Row[] = [];
    let at = 0;
    while (at < text.length) {
      const end = this.#endOf(text, at, isEnd);
      if (end < 0) break;
      if (end > at) rows.push({ bytes: text.subarray(at, end), line: this.#line });
      const next = end + (text[end] === CR && text[end + 1] === LF ? 2 : 1);
      for (let i = at; i < next; i++) if (text[i] === LF) this.#line++;
      at = Math.min(next, text.length);
    }
    this.#rest = text.slice(at);
    if (isEnd && this.#rest.length > 0) {
      this.broken = `A quote that opens in the row of line ${this.#line} is never closed.`;
    } else if (this.#rest.length > LONGEST_ROW) {
      this.broken = `The row of line ${this.#line} is longer than a megabyte: perhaps its quote is never closed.`;
    }
    return rows;
  }

  /** Where the row's line ends; -1 = not within these bytes. */
  #endOf(text: Uint8Array, from: number, isEnd: boolean): number {
    let isCellStart = true;
    for (let at = from; at < text.length; at++) {
      const unit = text[at];
      if (isCellStart && unit === QUOTE) {
        at = closing(text, at, isEnd);
        if (at < 0) return -1;
      } else if (unit === LF || (unit === CR && (at + 1 < text.length || isEnd))) {
        return at;
      } else if (unit === CR) {
        return -1;
      }
      isCellStart = unit === this.#delimiter;
    }
    return isEnd ? text.length : -1;
  }
}

/** The cells of one row. */
export function cellsOf(row: Uint8Array, delimiter: string): string[] {
  const text = new TextDecoder().decode(row);
  const cells: string[] = [];
  for (let at = 0; at <= text.length; at++) {
    let quoted = "";
    if (text[at] === '"') {
      let from = at + 1;
      let to = text.indexOf('"', from);
      while (to >= 0 && text[to + 1] === '"') {
        quoted += text.slice(from, to + 1);
        from = to + 2;
        to = text.indexOf('"', from);
      }
      quoted += text.slice(from, to < 0 ? text.length : to);
      at = to < 0 ? text.length : to + 1;
    }
    const end = text.indexOf(delimiter, at);
    cells.push(quoted + text.slice(at, end < 0 ? text.length : end));
    at = end < 0 ? text.length : end;
  }
  return cells;
}

function closing(text: Uint8Array, opening: number, isEnd: boolean): number {
  for (let at = opening + 1; ; at += 2) {
    at = text.indexOf(QUOTE, at);
    // At the very end a second quote may have still to come.
    if (at < 0 || (at + 1 === text.length && !isEnd)) return -1;
    if (text[at + 1] !== QUOTE) return at;
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
