import type { Turns } from "./turns";
import { barred, clock } from "./words";

type Ways = Pick<Turns, "pools" | "queues">;
type Pool = Ways["pools"][number];

const SECOND = 1000;
const DAY = 86_400_000;

/** The pools that would give him a lead, and the queues that would offer him theirs, without his asking. */
export function takers({ pools, queues }: Ways): string[] {
  return [
    ...pools.filter((p) => p.eligible && !p.paused).map((p) => p.pool),
    ...queues.filter((q) => q.mode === "shotgun" && q.barred === null).map((q) => q.queue),
  ];
}

/** Whether leads come to somebody who is available; and if not, why, and what will change it. */
export function standing(turns: Ways & Pick<Turns, "absent" | "in_hours">, now: number): Standing {
  const own = turns.absent ? "You are on an absence" : turns.in_hours ? "You are in" : "It is outside your hours";
  if (takers(turns).length > 0) {
    return { title: `${own}${turns.absent || !turns.in_hours ? ", but" : ":"} leads come to you`, why: [] };
  }
  const all = barsOf(turns);
  if (all.length === 0) return { title: own, why: [] };
  const alike = together(all);
  const [only, another] = alike;
  return only && !another
    ? { title: `No lead comes to you now: ${only.words}`, why: [cure(only, now)] }
    : {
        title: "No lead comes to you now",
        why: alike.map((bar) => `${bar.where}: ${bar.words}. ${cure(bar, now)}`),
      };
}

export interface Standing {
  title: string;
  why: string[];
}

/** How the next lead comes to somebody who has none. */
export function howItComes(ways: Ways): string {
  const { pools, queues } = ways;
  const isOffered = queues.some((q) => q.mode === "shotgun");
  if (takers(ways).length === 0 && (pools.length > 0 || isOffered)) {
    return "None comes by itself now: above it is said why, and what will change it.";
  }
  if (pools.length > 0) return "The next one appears here by itself when it is your turn.";
  if (queues.length === 0) {
    return "You are in no pool and in no queue, so none comes to you by itself. A manager can put you into one.";
  }
  return isOffered
    ? "You are in no pool. What comes into your queue is offered to you here."
    : "You are in no pool, so none comes to you by itself. Claim one from a queue.";
}

/** In how many milliseconds the first gate opens by time alone; false = none does. */
export function opensIn({ pools, ahead }: Pick<Turns, "pools" | "ahead">, now: number): number | false {
  const ends = pools.flatMap((p) => (p.barred_until === null ? [] : [Date.parse(p.barred_until) + ahead]));
  return ends.length > 0 && Math.min(DAY, Math.max(SECOND, Math.min(...ends) - now + SECOND));
}

interface BarOf {
  where: string;
  code: string;
  words: string;
  until: string | null;
}

function barsOf({ pools, queues }: Ways): BarOf[] {
  const offering = queues.filter((q) => q.mode === "shotgun" && q.barred !== null);
  return [
    ...pools.map(barOf),
    ...offering.map((q) => ({ where: q.queue, code: q.barred!.code, words: barred(q.barred!), until: null })),
  ];
}

function barOf({ pool, paused, barred: bar, barred_until: until }: Pool): BarOf {
  // What is paused gives nothing out, whatever else bars him: the pause must go first.
  return paused || bar === null
    ? { where: pool, code: "paused", words: "nothing is given out, it is paused", until: null }
    : { where: pool, code: bar.code, words: barred(bar), until };
}

/** What is barred by the same gate is one line. */
function together(all: BarOf[]): BarOf[] {
  const groups = new Map<string, BarOf>();
  for (const bar of all) {
    const key = JSON.stringify([bar.words, bar.until]);
    const known = groups.get(key);
    groups.set(key, known ? { ...known, where: `${known.where}, ${bar.where}` } : bar);
  }
  return [...groups.values()];
}

const cures: Record<string, string> = {
  inactive: "A manager can take you back in.",
  absent: "A manager can end it.",
  holiday: "Your calendar has no open hours ahead.",
  outside_hours: "Your calendar has no open hours ahead.",
  weight_zero: "A manager sets it.",
  requirement: "A manager says what is required, and what you can do.",
  capacity_full: "Close a lead or hand one back, and the next may come.",
  pool_cap: "Answered offers may make room.",
  cap_hour: "Answer the offers that are open: they count.",
  cap_day: "Answer the offers that are open: they count.",
  cap_week: "Answer the offers that are open: they count.",
  cap_month: "Answer the offers that are open: they count.",
  ramping: "It opens by and by.",
  too_far_ahead: "It changes as the others get theirs.",
  claims_limit: "Close one that you claimed, or wait.",
  paused: "A manager resumes it.",
};

function cure({ code, until }: BarOf, now: number): string {
  return until === null ? (cures[code] ?? "A manager can say more.") : `Not before ${clock(until, now)}.`;
}
