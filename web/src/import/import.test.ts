import { expect, test } from "vitest";
import { piecesOf, scan } from "./file";
import { delimiterOf, guess } from "./guess";
import { harmless, Rejects } from "./rejects";
import { Cutter, cellsOf } from "./rows";
import { add, leftEmpty, nothing } from "./tally";

const encoder = new TextEncoder();

function cut(text: string, size: number, delimiter = ",") {
  const bytes = encoder.encode(text);
  const cutter = new Cutter(delimiter);
  const rows = [];
  for (let at = 0; at < bytes.length; at += size) {
    rows.push(...cutter.add(bytes.subarray(at, at + size), at + size >= bytes.length));
  }
  return { rows: rows.map((r) => ({ line: r.line, cells: cellsOf(r.bytes, delimiter) })), broken: cutter.broken };
}

test.each([1, 2, 3, 7, 1000])("Rows are cut the same whether %i bytes come at a time", (size) => {
  const { rows, broken } = cut('a,b\r\n\r\n"x ""y""\r\nz",1\n\n5" pipe,"q"\r"last, one", "bare"', size);

  expect(broken).toBeUndefined();
  expect(rows).toEqual([
    { line: 1, cells: ["a", "b"] },
    { line: 3, cells: ['x "y"\r\nz', "1"] },
    { line: 6, cells: ['5" pipe', "q"] },
    { line: 6, cells: ["last, one", ' "bare"'] },
  ]);
});

test("A quote that is never closed ends the rows, and those before it stand", () => {
  const { rows, broken } = cut('a\nb\n"c\nd\n', 4);

  expect(rows.map((r) => r.cells[0])).toEqual(["a", "b"]);
  expect(broken).toBe("A quote that opens in the row of line 3 is never closed.");
});

test("Empty cells at either end are cells", () => {
  expect(cellsOf(encoder.encode(';x;;"";'), ";")).toEqual(["", "x", "", "", ""]);
});

test.each([
  ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
  ["a".repeat(1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"],
])("The hash is SHA-256", async (text, hash) => {
  expect(await scan(new Blob([text]), () => false)).toEqual({ hash, isUtf8: true });
});

test("The delimiter is the most frequent of the first line, outside quotes", () => {
  expect(delimiterOf('"a,b,c,d";e;f\n1,2,3,4,5')).toBe(";");
  expect(delimiterOf("alone")).toBe(",");
});

const sixteen = (text: string) => new Uint8Array(Uint16Array.from(text, (c) => c.charCodeAt(0)).buffer);

test.each([
  ["UTF-8", encoder.encode("Straße,1"), "utf-8", false],
  ["a mark", encoder.encode("\ufeffa,b"), "utf-8", true],
  ["Latin letters", Uint8Array.of(0x53, 0x74, 0x72, 0x61, 0xdf, 0x65, 0x2c, 0x31), "windows-1252", false],
  ["UTF-16 with a mark", sixteen("\ufeffStraße,1"), "utf-16le", true],
  ["UTF-16 without one", sixteen("Straße,1"), "utf-16le", false],
])("Of %s the encoding is found", async (_, bytes, encoding, isMarked) => {
  const file = new File([bytes as BlobPart], "x.csv");

  expect(await guess(file)).toEqual({ encoding, isMarked, delimiter: "," });
  let text = "";
  for await (const piece of piecesOf(file, encoding as "utf-8")) text += new TextDecoder().decode(piece.bytes);
  expect(text.includes("Straße") || text === "a,b").toBe(true);
});

test.each([
  ["leads.csv", [], "empty"],
  ["leads.csv", [0x0a, 0x0d, 0x20], "blank lines"],
  ["leads.xlsx", [0x50, 0x4b, 3, 4, 9], "workbook"],
  ["leads.csv", [0x50, 0x4b, 3, 4, 9], "archive"],
  ["photo.png", [0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13], "no text"],
  ["leads.json", [0x5b, 0x5d], "JSON"],
])("%s with bytes %j is refused kindly", async (name, bytes, words) => {
  const found = await guess(new File([Uint8Array.from(bytes)], name));

  expect("refusal" in found && found.refusal).toContain(words);
});

test.each([
  ["=1+1", "'=1+1"],
  ["@x", "'@x"],
  ["+cmd|' /c'!A0", "'+cmd|' /c'!A0"],
  ["-5.5", "-5.5"],
  ["+49 (30) 123-4", "+49 (30) 123-4"],
  ["a=b", "a=b"],
])("A spreadsheet shows %s and runs nothing", (cell, written) => {
  expect(harmless(cell)).toBe(written);
});

test("The file of refused rows can be opened and imported again", async () => {
  const rejects = new Rejects(";", ["Name", "=x"]);
  expect(rejects.file()).toBeNull();

  rejects.add([{ line: 7, reasons: 'no; "really"', cells: ["Müller\nAG", ""] }]);

  expect(new TextDecoder("utf-8", { ignoreBOM: true }).decode(await rejects.file()!.arrayBuffer())).toBe(
    '\ufeffline;reasons;Name;\'=x\r\n7;"no; ""really""";"Müller\nAG";\r\n',
  );
});

test("Every row is counted once, and every fault and every note where it is", () => {
  const bad = { path: "email", code: "bad_email", message: "no" };
  const odd = { path: "country", code: "unknown_country", message: "not a country" };
  const mute = { path: "phone", code: "bad_phone", message: "not a number" };
  const tally = add(
    add(nothing, [{ row: 1, status: "rejected", errors: [bad] }], () => 2),
    [
      { row: 2, status: "accepted", id: "x", decision: { status: "waiting", reason: "no_rule" } },
      { row: 3, status: "rejected", errors: [bad, { path: "", code: "conflict", message: "other" }] },
      { row: 4, status: "repeated", id: "y", notes: [odd] },
      { row: 5, status: "accepted", id: "z", decision: { status: "assigned" }, notes: [odd, mute] },
    ],
    (row) => row + 10,
  );

  expect(tally).toEqual({
    rows: 5,
    accepted: 2,
    repeated: 1,
    rejected: 2,
    firstId: "x",
    lastId: "z",
    places: new Map([
      ["waiting no_rule", 1],
      ["assigned", 1],
    ]),
    reasons: [
      { ...bad, count: 2, lines: [2, 13] },
      { path: "", code: "conflict", message: "other", count: 1, lines: [13] },
    ],
    noted: 2,
    notes: [
      { ...odd, count: 2, lines: [14, 15] },
      { ...mute, count: 1, lines: [15] },
    ],
  });
});

test("What is left empty is said before and after in the same words", () => {
  const words = "In 2 rows something could not be understood. That field X left empty; the rest of the row X taken.";
  expect(leftEmpty(2, "was")).toBe(words.replaceAll("X", "was"));
  expect(leftEmpty(2, "would be")).toBe(words.replaceAll("X", "would be"));
  expect(leftEmpty(1, "was")).toMatch(/^In 1 row something/);
});

test("Of many rows with one fault the first ten are named", () => {
  const bad = { path: "email", code: "bad_email", message: "no" };
  const rows = Array.from({ length: 15 }, (_, i) => ({ row: i + 1, status: "rejected" as const, errors: [bad] }));

  const { reasons } = add(nothing, rows, (row) => row + 1);

  expect(reasons).toEqual([{ ...bad, count: 15, lines: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11] }]);
});
