import { expect, test } from "vitest";
import { endOfDay, until } from "./ends";

const at = (text: string) => Date.parse(text);

test.each([
  ["2026-03-02T15:30:10.500Z", "America/New_York", "2026-03-03T05:00:00.000Z"],
  ["2026-03-02T23:59:59Z", "UTC", "2026-03-03T00:00:00.000Z"],
  ["2026-03-08T06:00:00Z", "America/New_York", "2026-03-09T04:00:00.000Z"],
  ["2026-11-01T04:30:00Z", "America/New_York", "2026-11-02T05:00:00.000Z"],
  ["2026-03-02T20:00:00Z", "Asia/Kathmandu", "2026-03-03T18:15:00.000Z"],
])("The day of %s in %s ends at %s", (now, zone, end) => {
  expect(endOfDay(at(now), zone)).toBe(end);
});

test("Half an hour is half an hour, and an open end is none", () => {
  const now = at("2026-03-02T15:00:00Z");
  expect(until("30m", "", "UTC", now)).toBe("2026-03-02T15:30:00.000Z");
  expect(until("open", "", "UTC", now)).toBeUndefined();
});

test("A time that has gone by today is tomorrow's, and no time is none yet", () => {
  const noon = new Date(2026, 2, 2, 12).getTime();
  expect(until("time", "11:00", "UTC", noon)).toBe(new Date(2026, 2, 3, 11).toISOString());
  expect(until("time", "13:30", "UTC", noon)).toBe(new Date(2026, 2, 2, 13, 30).toISOString());
  expect(until("time", "", "UTC", noon)).toBeNull();
});
