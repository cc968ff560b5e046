import type { StuckReason } from "../api/board";
import type { LeadSearch } from "../leads/search";
import { plain } from "../shared/words";

type Of = Pick<StuckReason, "code" | "kind" | "id">;

/** Names a reason in an address. */
export function keyOf({ code, kind, id }: Of): string {
  return [code, kind ?? "", id ?? ""].join(":");
}

interface Words {
  title: string;
  /** What would help, where no button does. */
  help: string;
}

const promises: Record<string, string> = {
  accept: "Not answered in time",
  respond: "Not responded to in time",
  follow_up: "Not followed up in time",
};

/** A reason as people say it. */
export function wordsFor({ code, kind, id }: Of, repName: (rep: string) => string): Words {
  switch (code) {
    case "no_rule":
      return {
        title: "No rule matched",
        help: "A rule without a condition at the end of the policy would catch them.",
      };
    case "no_eligible_rep":
      return { title: `Nobody can take them: rule “${id}”`, help: "They are given out as soon as somebody can." };
    case "waiting_for_hours":
      return {
        title: `Off hours: rule “${id}”`,
        help: "They are given out by themselves when the first calendar opens.",
      };
    case "paused":
      return {
        title: kind === null || kind === "workspace" ? "All distribution is paused" : `Paused: the ${kind} “${id}”`,
        help: "They are given out when it is resumed.",
      };
    case "queued":
      return {
        title: `Unclaimed in the queue “${id}”`,
        help: "At a manual desk a manager gives them away; elsewhere its members claim them.",
      };
    case "offered":
      return { title: "Offered, and not accepted in time", help: "The offer of now may still be accepted." };
    case "inactive":
      return { title: `${repName(id ?? "")} has left and still has them`, help: "" };
    case "sla_breached":
      return {
        title: promises[id ?? ""] ?? `Late: ${plain(id ?? "")}`,
        help: "Ask whoever has them, or give them to somebody who is there.",
      };
    case "duplicate":
      return { title: "Perhaps the same person as before", help: "" };
    case "rejected":
      return { title: "Put aside as junk in the last 7 days", help: "Restore what is no junk; it then goes its way." };
  }
}

/** The list of leads that shows the same; null where no filter says it. */
export function listOf({ code, id }: Of): LeadSearch | null {
  switch (code) {
    case "no_rule":
    case "paused":
      return { status: "waiting", reason: code };
    case "no_eligible_rep":
    case "waiting_for_hours":
      return { status: "waiting", reason: code, ...(id && { rule: id }) };
    case "queued":
      return { status: "queued", filter: `lead.queue == ${JSON.stringify(id)}` };
    case "inactive":
      return { status: "assigned,working", ...(id && { owner: id }) };
    case "rejected":
      return { status: "rejected" };
    default:
      return null;
  }
}
