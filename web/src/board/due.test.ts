import { expect, test } from "vitest";
import { lasting } from "./Due";

test.each([
  [30, "0 min"],
  [59 * 60, "59 min"],
  [3600, "1 h"],
  [5000, "1 h 23 min"],
  [47 * 3600, "47 h"],
  [50 * 3600, "2 days"],
  [-5, "0 min"],
])("%i seconds last %s", (seconds, words) => {
  expect(lasting(seconds * 1000)).toBe(words);
});
