import type { Lead } from "../api/client";
import { plain } from "../shared/words";

interface Place {
  /** Null where it is nowhere: the title says why. */
  words: string | null;
  title: string;
}

/** Where a lead is that nobody has: with whom it is asked about, or in which queue. */
export function placeOf(lead: Pick<Lead, "offered_to" | "queue" | "reason">, nameOf: (rep: string) => string): Place {
  const [first, ...others] = lead.offered_to.map(nameOf);
  if (first !== undefined) {
    return {
      words: others.length === 0 ? `to ${first}` : `to ${others.length + 1} reps`,
      title: `Offered to ${[first, ...others].join(", ")}`,
    };
  }
  if (lead.queue !== null) return { words: `in ${lead.queue}`, title: `Lies in the queue “${lead.queue}”` };
  return {
    words: null,
    title: lead.reason === null ? "Nobody has it" : `Nobody has it: ${plain(lead.reason).toLowerCase()}`,
  };
}
