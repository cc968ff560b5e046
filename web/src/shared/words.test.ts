import { expect, test } from "vitest";
import { ago, plain, remaining } from "./words";

const noon = Date.parse("2026-03-02T12:00:00Z");

test("A code reads as words", () => {
  expect(plain("waiting_for_hours")).toBe("Waiting for hours");
});

test.each([
  ["2026-03-02T11:59:58Z", "just now"],
  ["2026-03-02T11:59:20Z", "40 seconds ago"],
  ["2026-03-02T11:55:00Z", "5 minutes ago"],
  ["2026-03-01T11:00:00Z", "yesterday"],
  ["2026-03-02T15:00:00Z", "in 3 hours"],
])("%s is %s at noon", (at, words) => {
  expect(ago(at, noon)).toBe(words);
});

test("A countdown ends at zero", () => {
  expect(remaining("2026-03-02T12:04:05Z", noon)).toBe("4:05");
  expect(remaining("2026-03-02T13:00:01Z", noon)).toBe("1:00:01");
  expect(remaining("2026-03-02T11:00:00Z", noon)).toBe("0:00");
});
