import { expect, test } from "vitest";
import { placeOf } from "./place";

const names: Record<string, string> = { ana: "Ana Sparrow", bob: "Bob Juniper" };
const nameOf = (rep: string) => names[rep] ?? rep;

test.each([
  [{ offered_to: ["ana"], queue: null, reason: "offered" }, "to Ana Sparrow", "Offered to Ana Sparrow"],
  [
    { offered_to: ["bob", "ana", "cy"], queue: "all", reason: "offered" },
    "to 3 reps",
    "Offered to Bob Juniper, Ana Sparrow, cy",
  ],
  [{ offered_to: [], queue: "desk", reason: "queued" }, "in desk", "Lies in the queue “desk”"],
  [{ offered_to: [], queue: null, reason: "no_eligible_rep" }, null, "Nobody has it: no eligible rep"],
  [{ offered_to: [], queue: null, reason: null }, null, "Nobody has it"],
])("Of %o it is said where it is", (lead, words, title) => {
  expect(placeOf(lead, nameOf)).toEqual({ words, title });
});
