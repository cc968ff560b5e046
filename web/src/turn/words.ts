import type { Schemas } from "../api/client";
import { count, plain } from "../shared/words";
import type { Work } from "./turns";

const bars: Record<string, string> = {
  inactive: "you are marked as having left",
  offline: "you are offline",
  away: "you are out",
  absent: "you are on an absence",
  holiday: "it is a holiday",
  outside_hours: "it is outside your hours",
  weight_zero: "your weight is 0",
  requirement: "the pool requires what you do not meet",
  declined_before: "you had declined that lead",
  expired_before: "you had let an offer of that lead lapse",
  excluded_previous: "you had missed a deadline of that lead",
  capacity_full: "your capacity is full",
  cap_hour: "your cap for an hour is full",
  cap_day: "your cap for the day is full",
  cap_week: "your cap for the week is full",
  cap_month: "your cap for the month is full",
  pool_cap: "the pool's own cap is full",
  ramping: "you have just come back and are brought in slowly",
  too_far_ahead: "you are too far ahead of the others",
  claims_limit: "you have claimed as many as you may",
};

/** A gate in words to whom it bars, with its figures. */
export function barred({ code, actual, needed }: Schemas["Barred"]): string {
  const words = bars[code] ?? plain(code).toLowerCase();
  return actual === null || needed === null ? words : `${words}: ${figures(code, actual, needed)}`;
}

function figures(code: string, actual: number, needed: number): string {
  return code === "capacity_full" ? `it would be ${actual} of ${needed}` : `${actual} of ${needed}`;
}

/** When it is his turn, if nothing changes. */
export function place(pool: Schemas["MyPool"], now: number): string {
  if (pool.paused) return "Paused: nothing is given out";
  if (pool.barred) {
    const end = pool.barred_until === null ? "" : `. Not before ${clock(pool.barred_until, now)}`;
    return `Not now: ${barred(pool.barred)}${end}`;
  }
  if (pool.leads_before === null) return `Not among the next ${count(pool.looked_ahead)} turns`;
  const turn = pool.leads_before === 0 ? "Your turn is next" : `Your turn is after ${leads(pool.leads_before)}`;
  return pool.likely_minutes === null ? turn : `${turn}, in about ${minutes(pool.likely_minutes)}`;
}

/** What the ledger says of him. */
export function balance(amount: number, unit: string): string {
  if (amount === 0) return "even with the others";
  const size = new Intl.NumberFormat("en", { maximumFractionDigits: 2 }).format(Math.abs(amount));
  const what = unit === "count" ? `${size} ${size === "1" ? "lead" : "leads"}` : `${size} (${unit})`;
  return amount > 0 ? `${what} owed to you` : `${what} ahead of your share`;
}

export function leads(number: number): string {
  return number === 1 ? "1 lead" : `${count(number)} leads`;
}

export function minutes(number: number): string {
  if (number === 0) return "less than a minute";
  if (number < 60) return number === 1 ? "1 minute" : `${number} minutes`;
  const hours = Math.round(number / 60);
  return hours === 1 ? "1 hour" : `${hours} hours`;
}

const breaches: Record<string, string> = {
  notify: "Then it is told as late.",
  reassign: "Then it goes to somebody else.",
  escalate: "Then your manager is told.",
  set_away: "Then you are set away.",
};

export function breach(code: string | null): string {
  return code === null ? "" : (breaches[code] ?? "");
}

const steps: Record<Work["next"], string> = {
  answer: "Answer before the time is over, or it goes to the next.",
  first_contact: "Call or write, then say that you did.",
  follow_up: "Touch base again, then say that you did.",
  work: "Carry on, and close it when it is won or lost.",
};

/** What to do next with leads that stand so. */
export function step(next: Work["next"]): string {
  return steps[next];
}

/** How long it is between two instants, in words short enough for a clock. */
export function span(milliseconds: number): string {
  const whole = Math.floor(Math.abs(milliseconds) / 60_000);
  const [days, hours, rest] = [Math.floor(whole / 1440), Math.floor((whole % 1440) / 60), whole % 60];
  if (days > 0) return days === 1 ? "1 day" : `${days} days`;
  if (hours > 0) return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
  return rest === 0 ? "less than a minute" : minutes(rest);
}

const hours = new Intl.DateTimeFormat("en", { timeStyle: "short" });
const days = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });

/** An instant as a time of today, or with its date. */
export function clock(at: string, now: number): string {
  const date = new Date(at);
  return date.toDateString() === new Date(now).toDateString() ? hours.format(date) : days.format(date);
}

const windows: Record<Schemas["CapUse"]["window"], string> = {
  hour: "In 60 minutes",
  day: "Today",
  week: "This week",
  month: "This month",
};

export function windowName(window: Schemas["CapUse"]["window"]): string {
  return windows[window];
}
