const MARK = "\ufeff";

/** The rows that were refused, as they stood in the file behind their line and what is wrong: to be put right and imported again. */
export class Rejects {
  readonly #delimiter: string;
  readonly #header: string;
  // A blob need not be in the page's memory, as a text must.
  #parts: Blob[] = [];

  constructor(delimiter: string, header: string[]) {
    this.#delimiter = delimiter;
    this.#header = this.#row(["line", "reasons", ...header]);
  }

  add(rows: { line: number; reasons: string; cells: string[] }[]): void {
    const text = rows.map((r) => this.#row([String(r.line), r.reasons, ...r.cells])).join("");
    if (text.length > 0) this.#parts.push(new Blob([text]));
  }

  /** Null where no row was refused. */
  file(): Blob | null {
    if (this.#parts.length === 0) return null;
    // Spreadsheets know UTF-8 by its mark alone.
    return new Blob([MARK, this.#header, ...this.#parts], { type: "text/csv" });
  }

  #row(cells: string[]): string {
    return `${cells.map((c) => written(harmless(c), this.#delimiter)).join(this.#delimiter)}\r\n`;
  }
}

/**
 * With an apostrophe before it where a spreadsheet would run it as a formula. Signed numbers and phone numbers, which can
 * call nothing, stay as they are, so that the row can be imported again.
 */
export function harmless(cell: string): string {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(cell) && !/^[+-][\d\s().,/-]*$/.test(cell) ? `'${cell}` : cell;
}

function written(cell: string, delimiter: string): string {
  const isPlain = cell.trim() === cell && !cell.includes(delimiter) && !/["\r\n]/.test(cell);
  return isPlain ? cell : `"${cell.replaceAll('"', '""')}"`;
}
