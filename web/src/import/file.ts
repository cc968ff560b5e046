import { Unreadable } from "./rows";
import { Sha256 } from "./sha256";

const PIECE = 128 * 1024;

export const encodings = {
  "utf-8": "UTF-8",
  "windows-1252": "Windows-1252 (Western Europe)",
  "windows-1250": "Windows-1250 (Central Europe)",
  "windows-1251": "Windows-1251 (Cyrillic)",
  "utf-16le": "UTF-16, little end first",
  "utf-16be": "UTF-16, big end first",
} as const;

export type Encoding = keyof typeof encodings;

export interface Piece {
  /** UTF-8. */
  bytes: Uint8Array;
  /** How much of the file has been read with it. */
  read: number;
}

/** A file piece by piece, as UTF-8 without its mark. Damaged UTF-8 is left as it is: the server says in which row. */
export async function* piecesOf(file: Blob, encoding: Encoding): AsyncGenerator<Piece> {
  const decoder = encoding === "utf-8" ? undefined : new TextDecoder(encoding, { fatal: true });
  const encoder = new TextEncoder();
  for (let at = 0; at < file.size; at += PIECE) {
    const read = Math.min(at + PIECE, file.size);
    let bytes = new Uint8Array(await file.slice(at, read).arrayBuffer());
    try {
      if (decoder) bytes = encoder.encode(decoder.decode(bytes, { stream: read < file.size }));
      else if (at === 0 && hasMark(bytes)) bytes = bytes.subarray(3);
    } catch {
      throw new Unreadable(`The file is not ${encodings[encoding]}: choose another encoding.`);
    }
    yield { bytes, read };
  }
}

export interface Scan {
  /** Of the file's bytes: by it the same file is known again, here and on the command line. */
  hash: string;
  isUtf8: boolean;
}

/** Reads the whole file once, of which never more than a piece is in memory. */
export async function scan(file: Blob, isOver: () => boolean): Promise<Scan | null> {
  const hash = new Sha256();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let isUtf8 = true;
  for (let at = 0; at < file.size; at += PIECE) {
    if (isOver()) return null;
    const bytes = new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer());
    hash.add(bytes);
    try {
      if (isUtf8) decoder.decode(bytes, { stream: at + PIECE < file.size });
    } catch {
      isUtf8 = false;
    }
  }
  return { hash: hash.end(), isUtf8 };
}

function hasMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
