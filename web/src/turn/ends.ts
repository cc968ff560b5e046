export type Choice = "30m" | "day" | "time" | "open";

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** The next midnight of a zone. Where the clocks change that day, the wall clock has the last word. */
export function endOfDay(now: number, zone: string): string {
  const { hour, minute, second } = wall(now, zone);
  const rough = now - (now % 1000) + DAY - hour * HOUR - minute * 60_000 - second * 1000;
  const at = wall(rough, zone).hour;
  return new Date(at === 0 ? rough : at < 12 ? rough - at * HOUR : rough + (24 - at) * HOUR).toISOString();
}

/** The next instant at which the clock on the wall here says this, such as 15:30. */
export function nextAt(time: string, now: number): string | null {
  const [hour, minute] = time.split(":").map(Number);
  if (hour === undefined || minute === undefined || Number.isNaN(hour + minute)) return null;
  const at = new Date(now);
  at.setHours(hour, minute, 0, 0);
  if (at.getTime() <= now) at.setDate(at.getDate() + 1);
  return at.toISOString();
}

/** Until when somebody is out; undefined = until he says so, null = it is not said yet. */
export function until(choice: Choice, time: string, zone: string, now: number): string | null | undefined {
  switch (choice) {
    case "30m":
      return new Date(now - (now % 1000) + 30 * 60_000).toISOString();
    case "day":
      return endOfDay(now, zone);
    case "time":
      return nextAt(time, now);
    case "open":
      return undefined;
  }
}

function wall(at: number, zone: string): { hour: number; minute: number; second: number } {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone: zone,
    hourCycle: "h23",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(at);
  const of = (type: string) => Number(parts.find((p) => p.type === type)?.value ?? 0);
  return { hour: of("hour"), minute: of("minute"), second: of("second") };
}
