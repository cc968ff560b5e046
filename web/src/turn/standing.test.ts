import { expect, test } from "vitest";
import type { Schemas } from "../api/client";
import { howItComes, opensIn, standing, takers } from "./standing";

const now = Date.parse("2026-03-02T12:00:00Z");
const soon = new Date(now + 60_000).toISOString();
const full = { code: "capacity_full", actual: 4, needed: 3 };
const day = { code: "cap_day", actual: 3, needed: 3 };
const none = { code: "weight_zero", actual: null, needed: null };

function pool(name: string, bar?: Schemas["Barred"], until: string | null = null, paused = false) {
  return {
    pool: name,
    eligible: !bar,
    paused,
    barred: bar ?? null,
    barred_until: until,
  } as unknown as Schemas["MyPool"];
}

function queue(mode: Schemas["MyQueue"]["mode"], bar: Schemas["Barred"] | null = null) {
  return { queue: mode, mode, barred: bar } as unknown as Schemas["MyQueue"];
}

function told(pools: Schemas["MyPool"][], queues: Schemas["MyQueue"][] = [], more = {}) {
  const { title, why } = standing({ pools, queues, absent: false, in_hours: true, ...more }, now);
  return [title, ...why];
}

test("Leads come where at least one pool, or a queue that is offered to all, would take him", () => {
  expect(told([pool("a", full), pool("b")])).toEqual(["You are in: leads come to you"]);
  expect(told([], [queue("shotgun")])).toEqual(["You are in: leads come to you"]);
  expect(told([pool("a")], [], { in_hours: false })).toEqual(["It is outside your hours, but leads come to you"]);
  expect(takers({ pools: [pool("a", full), pool("b"), pool("c", undefined, null, true)], queues: [] })).toEqual(["b"]);
});

test("One reason for all his pools is told once, with what ends it", () => {
  expect(told([pool("a", full), pool("b", full)])).toEqual([
    "No lead comes to you now: your capacity is full: it would be 4 of 3",
    "Close a lead or hand one back, and the next may come.",
  ]);
  expect(told([pool("a", day, soon)])[1]).toMatch(/^Not before .+\.$/);
});

test("Several reasons are told pool by pool", () => {
  expect(told([pool("a", none), pool("b", none), pool("c", undefined, null, true)], [queue("shotgun", full)])).toEqual([
    "No lead comes to you now",
    "a, b: your weight is 0. A manager sets it.",
    "c: nothing is given out, it is paused. A manager resumes it.",
    "shotgun: your capacity is full: it would be 4 of 3. Close a lead or hand one back, and the next may come.",
  ]);
});

test("Without a pool nothing bars him, and nothing is promised", () => {
  expect(told([], [queue("blind")])).toEqual(["You are in"]);
  expect(told([], [], { absent: true })).toEqual(["You are on an absence"]);
});

test.each([
  [[pool("a")], [], "The next one appears here by itself when it is your turn."],
  [[pool("a", full)], [], "None comes by itself now: above it is said why, and what will change it."],
  [[], [queue("blind"), queue("shotgun")], "You are in no pool. What comes into your queue is offered to you here."],
  [[], [queue("shotgun", full)], "None comes by itself now: above it is said why, and what will change it."],
  [[], [queue("blind")], "You are in no pool, so none comes to you by itself. Claim one from a queue."],
  [[], [], "You are in no pool and in no queue, so none comes to you by itself. A manager can put you into one."],
])("With the pools %o and the queues %o it is told how a lead comes", (pools, queues, words) => {
  expect(howItComes({ pools, queues })).toBe(words);
});

test("The page asks again when the first gate opens, by the server's clock", () => {
  expect(opensIn({ pools: [pool("a", full)], ahead: 0 }, now)).toBe(false);
  expect(opensIn({ pools: [pool("a", day, soon), pool("b", day, "2027-01-01T00:00:00Z")], ahead: 500 }, now)).toBe(
    61_500,
  );
  expect(opensIn({ pools: [pool("a", day, "2026-03-02T11:00:00Z")], ahead: 0 }, now)).toBe(1000);
  expect(opensIn({ pools: [pool("a", day, "2027-01-01T00:00:00Z")], ahead: 0 }, now)).toBe(86_400_000);
});
