import { expect, test } from "vitest";
import { filterOf, nextSort, readLeadSearch, turned, turnWords } from "./search";

test("What the address says of other things is left out", () => {
  expect(readLeadSearch({ status: "waiting", search: 42, page: "3", owner: "", sort: ["x"] })).toEqual({
    status: "waiting",
    search: "42",
  });
});

test("A view is one filter", () => {
  expect(filterOf({ filter: "lead.score > 5 || true", status: "new,waiting", owner: 'a"b' })).toBe(
    '(lead.score > 5 || true) && lead.status in ["new", "waiting"] && lead.owner == "a\\"b"',
  );
  expect(filterOf({ from: "2026-03-02T09:00:00Z", to: "2026-03-03T09:00:00Z" })).toBe(
    'lead.created_at >= timestamp("2026-03-02T09:00:00Z") && lead.created_at < timestamp("2026-03-03T09:00:00Z")',
  );
  expect(filterOf({ search: "ann" })).toBeNull();
});

test("A column sorts up, then down, then not", () => {
  expect([nextSort(undefined, "score"), nextSort("score", "score"), nextSort("-score", "score")]).toEqual([
    "score",
    "-score",
    undefined,
  ]);
});

test.each([
  [undefined, "number", "Oldest first"],
  ["number", undefined, "Newest first"],
  ["-created_at", "created_at", "Oldest first"],
  ["score", "-score", "From the other end"],
])("The list by %s has its other end by %s", (sort, other, words) => {
  expect([turned(sort), turnWords(sort)]).toEqual([other, words]);
});
