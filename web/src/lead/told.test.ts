import type { Event } from "baton-client";
import { expect, test } from "vitest";
import { told } from "./told";

const name = (rep: string) => (rep === "ana" ? "Ana Sparrow" : rep);
const event = (type: string, data: object) =>
  ({ seq: 1, at: "2026-03-02T12:00:00Z", actor: null, type, data }) as Event;

test("An assignment says from where, who paid and who was passed over", () => {
  const trace = { passed_over: [{ rep: "bob", code: "cap_day", actual: 1, needed: 1, pool: "all" }], counts: [] };
  const charges = [{ ledger: "all", winner: "ana", cost: 1 }];

  expect(told(event("lead_assigned", { rep: "ana", how: "pool", pool: "all", step: 0, charges, trace }), name)).toEqual(
    {
      title: "Assigned to Ana Sparrow",
      facts: ["from the pool all", "Ana Sparrow paid 1 to the ledger all"],
      trace,
    },
  );
});

test("An event that the console does not know is told by its name", () => {
  expect(told(event("lead_teleported", { to: "mars", steps: [1] }), name)).toEqual({
    title: "Lead teleported",
    facts: ["to: mars"],
    isQuiet: true,
  });
});
