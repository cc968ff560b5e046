import { expect, test } from "vitest";
import { alike } from "./skips";

const skip = (minute: number, pool: string, code: string, figures: [number, number] | [null, null] = [null, null]) => ({
  at: `2026-03-02T14:0${minute}:00Z`,
  lead: null,
  pool,
  code,
  actual: figures[0],
  needed: figures[1],
});

test("what passed somebody over again and again is one line with its number and its newest", () => {
  const lines = alike([
    skip(9, "west", "away"),
    skip(8, "east", "away"),
    skip(7, "west", "away"),
    skip(6, "west", "cap_day", [4, 4]),
    skip(5, "west", "away"),
  ]);

  expect(lines.map((l) => [l.last.at.slice(14, 16), l.last.pool, l.words, l.count])).toEqual([
    ["09", "west", "you are out", 3],
    ["08", "east", "you are out", 1],
    ["06", "west", "your cap for the day is full: 4 of 4", 1],
  ]);
});
