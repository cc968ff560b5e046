import { expect, test } from "vitest";
import { actionsOf } from "./actions";

const ana = { role: "rep", rep: "ana" } as const;
const mia = { role: "manager", rep: null } as const;
const offered = { status: "offered", owner: null, offered_to: ["ana"] } as const;
const owned = { status: "assigned", owner: "ana", offered_to: [] } as const;

const of = (
  lead: { status: string; owner: string | null; offered_to: readonly string[] },
  me: { role: string; rep: string | null },
) => actionsOf(lead as never, me as never);

test("Whoever is asked answers", () => {
  expect(of(offered, ana)).toEqual(["accept", "decline"]);
  expect(of(offered, { role: "rep", rep: "bob" })).toEqual([]);
});

test("The owner works the lead and gives it to nobody", () => {
  expect(of(owned, ana)).toEqual(["contact", "outcome", "release", "reject"]);
});

test("A manager moves any open lead", () => {
  expect(of(owned, mia)).toContain("assign");
  expect(of({ ...owned, status: "won" }, mia)).toEqual([]);
});

test("A viewer only looks", () => {
  expect(of(owned, { role: "viewer", rep: "ana" })).toEqual([]);
});

test("Junk can be restored by a manager alone", () => {
  const junk = { status: "rejected", owner: null, offered_to: [] };
  expect([of(junk, mia), of(junk, ana)]).toEqual([["restore"], []]);
});
