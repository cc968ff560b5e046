import { expect, test } from "vitest";
import type { Board, BoardRep, LeadCard } from "../api/board";
import { find, given } from "./moves";

const card = (id: string, due?: string) =>
  ({ id, owner: null, status: "waiting", created_at: `2026-01-0${id}`, due: due ? { at: due } : null }) as LeadCard;
const rep = (id: string, leads: LeadCard[]) => ({ id, open: leads.length, count: leads.length, leads }) as BoardRep;

const board = {
  reps: [rep("ana", [card("1", "2026-01-05T10:00:00Z"), card("2")]), rep("bob", [card("3")])],
  unowned: [{ status: "waiting", queue: null, count: 9, leads: [card("4", "2026-01-05T09:00:00Z")] }],
} as unknown as Board;

const ids = (b: Board) => b.reps.map((r) => `${r.id} ${r.open} ${r.count}: ${r.leads.map((l) => l.id).join(" ")}`);

test("A lead goes from one rep to another and stands there by its urgency", () => {
  expect(ids(given(board, "1", "bob"))).toEqual(["ana 1 1: 2", "bob 2 2: 1 3"]);
  expect(find(given(board, "1", "bob"), "1")?.card.owner).toBe("bob");
});

test("A lead that nobody had leaves its place", () => {
  const after = given(board, "4", "ana");
  expect(ids(after)[0]).toBe("ana 3 3: 4 1 2");
  expect(after.unowned[0]?.count).toBe(8);
});

test("To whom it has already, and what is not on the board, changes nothing", () => {
  expect(given(board, "1", "ana")).toBe(board);
  expect(given(board, "7", "ana")).toBe(board);
});
