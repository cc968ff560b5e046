import type { BoardRep, LeadCard } from "../api/board";
import { count, plain } from "../shared/words";

const hour = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const year = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", year: "numeric" });
const day = new Intl.DateTimeFormat("en", { weekday: "short", day: "numeric", month: "short" });
const HALF_A_YEAR = 183 * 86_400_000;
const limits: Record<string, string> = {
  capacity_full: "Open",
  cap_hour: "This hour",
  cap_day: "Today",
  cap_week: "This week",
  cap_month: "This month",
};

/** What a lead is called; a lead without a name by its id. */
export function nameOf({ name, company, id }: LeadCard): string {
  return name ?? company ?? id;
}

export function repName({ name, id }: { name: string | null; id: string }): string {
  return name ?? id;
}

/** "until 17:00", with the day where it is another one. */
export function until(at: string | null, now: number): string {
  if (at === null) return "";
  const end = new Date(at);
  const isToday = end.toDateString() === new Date(now).toDateString();
  if (Math.abs(Date.parse(at) - now) > HALF_A_YEAR) return `until ${year.format(end)}`;
  return isToday ? `until ${hour.format(end)}` : `until ${day.format(end)}, ${hour.format(end)}`;
}

/** Whether a rep takes leads now, and if not until when. */
export function presenceOf(rep: BoardRep, now: number): string {
  if (!rep.active) return "Has left";
  if (rep.absent) return `Absent ${until(rep.absent_until, now)}`.trim();
  if (rep.status !== "available") return `${plain(rep.status)} ${until(rep.status_until, now)}`.trim();
  return rep.in_hours ? "Available" : `Off hours ${until(rep.hours_until, now)}`.trim();
}

/** How many leads somebody has: as many as his column has cards, the rest of a long one counted. */
export function leadsOf(rep: Pick<BoardRep, "count">): string {
  return rep.count === 1 ? "1 lead" : `${count(rep.count)} leads`;
}

/** What counts towards the capacity. It is no number of leads: one has its rule's effort, and one that is offered counts too. */
export function loadOf({ open, capacity }: Pick<BoardRep, "open" | "capacity">): string {
  return capacity === null ? `load ${count(open)}` : `load ${count(open)} of ${count(capacity)}`;
}

/** The limits that are reached beside the capacity, which stands in the load. */
export function capsOf(rep: BoardRep, now: number): string[] {
  return rep.full
    .filter((f) => f.code !== "capacity_full")
    .map(
      (f) =>
        `${limits[f.code] ?? plain(f.code)} ${f.actual} of ${f.needed}${f.until ? `, ${until(f.until, now)}` : ""}`,
    );
}

/** Why the rules would not give this rep a lead now; a manager may all the same. */
export function barsOf(rep: BoardRep, now: number): string[] {
  const isThere = rep.active && !rep.absent && rep.status === "available" && rep.in_hours;
  const isFull = rep.full.some((f) => f.code === "capacity_full");
  return [
    ...(isThere ? [] : [small(presenceOf(rep, now))]),
    ...(isFull ? [`full: ${loadOf(rep)}`] : []),
    ...capsOf(rep, now).map((c) => `at the cap (${small(c)})`),
  ];
}

function small(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
