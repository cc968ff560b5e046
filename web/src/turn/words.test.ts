import { expect, test } from "vitest";
import type { Schemas } from "../api/client";
import type { Turns } from "./turns";
import { answered } from "./turns";
import { balance, barred, place, span } from "./words";

const pool = (more: Partial<Schemas["MyPool"]>) =>
  ({
    paused: false,
    barred: null,
    barred_until: null,
    leads_before: 0,
    looked_ahead: 200,
    likely_minutes: null,
    ...more,
  }) as Schemas["MyPool"];

test.each([
  [{}, "Your turn is next"],
  [{ leads_before: 1 }, "Your turn is after 1 lead"],
  [{ leads_before: 3, likely_minutes: 95 }, "Your turn is after 3 leads, in about 2 hours"],
  [{ leads_before: null }, "Not among the next 200 turns"],
  [{ paused: true }, "Paused: nothing is given out"],
  [
    { barred: { code: "cap_day", actual: 3, needed: 3 }, leads_before: null },
    "Not now: your cap for the day is full: 3 of 3",
  ],
])("A place of %o is told", (more, words) => {
  expect(place(pool(more), Date.parse("2026-03-02T12:00:00Z"))).toBe(words);
});

test("A gate that is not known here is told by its code", () => {
  expect(barred({ code: "moon_phase", actual: null, needed: null })).toBe("moon phase");
});

test.each([
  [0, "even with the others"],
  [1, "1 lead owed to you"],
  [-0.666666666, "0.67 leads ahead of your share"],
])("A balance of %d is told", (amount, words) => {
  expect(balance(amount, "count")).toBe(words);
});

test("An offer that is taken is his to contact, one that is declined is gone", () => {
  const turns = { work_count: 1, work: [{ next: "answer", expires_at: "x", lead: { id: "L-1" } }] } as Turns;

  expect(answered(turns, "L-1", true).work).toMatchObject([{ next: "first_contact", expires_at: null }]);
  expect(answered(turns, "L-1", false)).toMatchObject({ work: [], work_count: 0 });
  expect(answered(turns, "L-2", false).work).toHaveLength(1);
});

test.each([
  [20_000, "less than a minute"],
  [-60_000, "1 minute"],
  [119 * 60_000 + 59_000, "1 h 59 min"],
  [7_200_000, "2 h"],
  [2 * 86_400_000 + 1, "2 days"],
])("%d milliseconds are %s", (milliseconds, words) => {
  expect(span(milliseconds)).toBe(words);
});
