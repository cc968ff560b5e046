import { expect, test } from "vitest";
import type { Schemas } from "../api/client";
import { alarmsOf } from "./alarms";

function pool(id: string, balances: Record<string, number>, more = {}): Schemas["Pool"] {
  const members = Object.entries(balances).map(([rep, balance]) => ({ id: rep, active: true, balance }));
  return { id, method: "round_robin", unit: "count", members, ...more } as unknown as Schemas["Pool"];
}

test("Of a pool whoever is furthest beyond the bound is named, and how many more there are", () => {
  expect(alarmsOf([pool("a", { ana: 1.5, bob: -2.5, cy: 1 }), pool("b", { ana: 0.5, bob: -0.5 })])).toEqual([
    { pool: "a", member: "bob", balance: -2.5, others: 1 },
  ]);
});

test("Where no bound is promised there is no alarm", () => {
  const far = { ana: 9, bob: -9 };
  expect(alarmsOf([pool("a", far, { method: "ranked" }), pool("b", far, { unit: "effort" })])).toEqual([]);
  const gone = pool("c", { ana: 9 });
  gone.members[0]!.active = false;
  expect(alarmsOf([gone])).toEqual([]);
});
