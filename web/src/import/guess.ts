import type { Encoding } from "./file";

const HEAD = 64 * 1024;

export const delimiters = { ",": "Comma", ";": "Semicolon", "\t": "Tab", "|": "Bar" } as const;

export type Delimiter = keyof typeof delimiters;

export interface Guess {
  encoding: Encoding;
  delimiter: Delimiter;
  /** A byte order mark says the encoding, so it is no guess. */
  isMarked: boolean;
}

/** How a file is most likely written, from its beginning; or why it is no table. */
export async function guess(file: File): Promise<Guess | { refusal: string }> {
  const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  if (head.length === 0) return { refusal: "The file is empty." };
  const isWhole = head.length === file.size;
  const known = otherKindOf(head, file.name);
  if (known) return { refusal: known };
  const marked = markOf(head);
  const encoding = marked ?? sixteenOf(head) ?? (isUtf8(head, isWhole) ? "utf-8" : "windows-1252");
  const text = new TextDecoder(encoding).decode(head);
  if (text.trim() === "") return { refusal: "There is nothing but blank lines in the file." };
  if (hasControls(text)) return { refusal: "This is no text. Save the table as CSV and choose that file." };
  return { encoding, delimiter: delimiterOf(text), isMarked: marked !== undefined };
}

/** Of the four the one that stands most often in the first line, outside quotes; the server guesses likewise. */
export function delimiterOf(text: string): Delimiter {
  const counts = new Map<string, number>();
  let isQuoted = false;
  for (const unit of text.trimStart()) {
    if (unit === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (unit === "\n" || unit === "\r")) break;
    else if (!isQuoted && unit in delimiters) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  }
  const all = Object.keys(delimiters) as Delimiter[];
  return all.reduce((best, next) => ((counts.get(next) ?? 0) > (counts.get(best) ?? 0) ? next : best));
}

function otherKindOf(head: Uint8Array, name: string): string | undefined {
  if (/\.(json|jsonl|ndjson)$/i.test(name)) return "This is JSON. The API takes it; here a table as CSV is imported.";
  const starts = (...bytes: number[]) => bytes.every((b, i) => head[i] === b);
  if (starts(0x50, 0x4b, 3, 4) || starts(0xd0, 0xcf, 0x11, 0xe0)) {
    return /\.(xlsx?|xlsm|ods|numbers)$/i.test(name)
      ? "This is a workbook of a spreadsheet program. Save the sheet as CSV there and choose that file."
      : "This is an archive or a document, no table. Save the table as CSV and choose that file.";
  }
  if (starts(0x25, 0x50, 0x44, 0x46)) return "This is a PDF. Export the table as CSV and choose that file.";
  return undefined;
}

function markOf(head: Uint8Array): Encoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  return undefined;
}

// Western text in UTF-16 has a zero in almost every second place, and in no other.
function sixteenOf(head: Uint8Array): Encoding | undefined {
  const zeros = [0, 0];
  head.forEach((unit, i) => {
    if (unit === 0) zeros[i % 2]!++;
  });
  const most = head.length * 0.3;
  if (zeros[1]! > most && zeros[0]! < most / 20) return "utf-16le";
  if (zeros[0]! > most && zeros[1]! < most / 20) return "utf-16be";
  return undefined;
}

function isUtf8(head: Uint8Array, isWhole: boolean): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: !isWhole });
    return true;
  } catch {
    return false;
  }
}

function hasControls(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return /[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text);
}
