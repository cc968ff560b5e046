import { expect, test } from "vitest";
import type { StuckReason } from "../api/board";
import { causesOf, fixOfAll } from "./fixes";

const over = (rep: string, code: string, actual: number | null = null, needed: number | null = null) => ({
  rep,
  code,
  actual,
  needed,
  pool: "west",
});
const reason = (passed_over: object[]) => ({ code: "no_eligible_rep", passed_over }) as StuckReason;
const name = (rep: string) => rep.toUpperCase();

test("Each cause says who and why, and those that a button cures come first", () => {
  const causes = causesOf(
    reason([
      over("cy", "requirement"),
      over("ana", "capacity_full", 31, 30),
      over("bob", "away"),
      over("di", "cap_day", 10, 10),
      over("bob", "away"),
    ]),
    name,
  );

  expect(causes.map((c) => [c.words, c.fix?.name])).toEqual([
    ["ANA: capacity full, 31 of 30", "Raise ANA’s capacity to 31"],
    ["BOB: away", "Bring BOB back"],
    ["DI: cap day, 10 of 10", "Raise DI’s cap a day to 11"],
    ["CY: requirement", undefined],
  ]);
});

test("What is paused is resumed", () => {
  const paused = { code: "paused", kind: "rule", id: "west" } as StuckReason;

  expect(fixOfAll(paused)?.name).toBe("Resume the rule “west”");
  expect(fixOfAll({ ...paused, kind: "workspace", id: "" })?.name).toBe("Resume distribution");
  expect(fixOfAll({ ...paused, code: "no_rule", kind: null })).toBe(null);
});
