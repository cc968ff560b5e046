import { bringBack, changeRep, type StuckReason, setPaused, setPresence } from "../api/board";
import { plain } from "../shared/words";

/** What a button does against a reason. */
export interface Fix {
  name: string;
  run: () => Promise<unknown>;
  /** What is said when it is done. */
  done: string;
  undo?: () => Promise<unknown>;
}

export interface Cause {
  rep: string;
  words: string;
  /** Null where only time, or another policy, helps. */
  fix: Fix | null;
}

const windows: Record<string, string> = { cap_hour: "hour", cap_day: "day", cap_week: "week", cap_month: "month" };

/** Who was passed over for the oldest lead, once each, with what would let him take it. */
export function causesOf({ passed_over }: StuckReason, nameOf: (rep: string) => string): Cause[] {
  const seen = new Set<string>();
  return passed_over
    .filter(({ rep, code }) => !seen.has(`${rep} ${code}`) && seen.add(`${rep} ${code}`))
    .map(({ rep, code, actual, needed }) => ({
      rep,
      words: `${nameOf(rep)}: ${plain(code).toLowerCase()}${actual !== null && needed !== null ? `, ${actual} of ${needed}` : ""}`,
      fix: fixOf(rep, nameOf(rep), code, actual, needed),
    }))
    .sort((a, b) => Number(a.fix === null) - Number(b.fix === null));
}

function fixOf(rep: string, name: string, code: string, actual: number | null, needed: number | null): Fix | null {
  const window = windows[code];
  if (code === "away" || code === "offline") {
    return {
      name: `Bring ${name} back`,
      run: () => setPresence(rep, "available"),
      done: `${name} is available.`,
      undo: () => setPresence(rep, code),
    };
  }
  if (code === "absent") {
    return { name: `${name} is back: end the absence`, run: () => bringBack(rep), done: `${name} is available.` };
  }
  if (actual === null || needed === null) return null;
  if (code === "capacity_full") {
    return {
      name: `Raise ${name}’s capacity to ${actual}`,
      run: () => changeRep(rep, { capacity: actual }),
      done: `${name}’s capacity is ${actual}.`,
      undo: () => changeRep(rep, { capacity: needed }),
    };
  }
  return window === undefined
    ? null
    : {
        name: `Raise ${name}’s cap a ${window} to ${actual + 1}`,
        run: () => changeRep(rep, { caps: { [window]: actual + 1 } }),
        done: `${name}’s cap a ${window} is ${actual + 1}.`,
        undo: () => changeRep(rep, { caps: { [window]: needed } }),
      };
}

/** What helps all leads of the reason at once; null = one by one, or by its causes. */
export function fixOfAll({ code, kind, id }: StuckReason): Fix | null {
  if (code !== "paused" || kind === null) return null;
  const what = kind === "workspace" ? "distribution" : `the ${kind} “${id}”`;
  return {
    name: `Resume ${what}`,
    run: () => setPaused(false, kind, id ?? ""),
    done: `${what.charAt(0).toUpperCase()}${what.slice(1)} goes on.`,
    undo: () => setPaused(true, kind, id ?? ""),
  };
}
