import { expect, test } from "vitest";
import type { BoardRep } from "../api/board";
import { barsOf, leadsOf, loadOf } from "./words";

// Five leads of which some weigh more than one, and one that is offered.
const ana = { open: 13, capacity: 60, count: 5 } as BoardRep;

test("The leads of a column and the load are two numbers, and each says what it counts", () => {
  expect(leadsOf(ana)).toBe("5 leads");
  expect(loadOf(ana)).toBe("load 13 of 60");
  expect(leadsOf({ count: 1 })).toBe("1 lead");
  expect(loadOf({ open: 1300, capacity: null })).toBe("load 1,300");
});

test("Who is full is told by the load", () => {
  const full = {
    ...ana,
    open: 60,
    active: true,
    status: "available",
    in_hours: true,
    full: [{ code: "capacity_full" }],
  };
  expect(barsOf(full as BoardRep, 0)).toEqual(["full: load 60 of 60"]);
});
