import type { Event } from "baton-client";
import type { Schemas } from "../api/client";
import { instant, plain } from "../shared/words";

type Trace = Schemas["EventTrace"];

/** An event in words, with what it rests on. */
export interface Told {
  title: string;
  /** One line a fact. */
  facts: string[];
  trace?: Trace;
  isQuiet?: boolean;
}

/**
 * What an event of a lead's timeline says to a person. An event that is not known here is told by its name.
 * @param name what a rep is called, by his id.
 */
export function told(event: Event, name: (rep: string) => string): Told {
  switch (event.type) {
    case "lead_captured":
      return { title: "Captured", facts: captured(event.data, name) };
    case "lead_scored":
      return {
        title: `Scored ${event.data.score}${graded(event.data.grade)}`,
        facts: scored(event.data),
        isQuiet: true,
      };
    case "lead_routed":
      return {
        title: `Rule “${event.data.rule}” matched`,
        facts: [`policy version ${event.data.version}`],
        isQuiet: true,
      };
    case "lead_waiting":
      return {
        title: `Waits: ${plain(event.data.reason).toLowerCase()}`,
        facts: until(event.data.until),
        trace: event.data.trace,
      };
    case "lead_queued":
      return { title: `Lies in the queue ${event.data.queue}`, facts: [], trace: event.data.trace };
    case "lead_offered":
      return {
        title: `Offered to ${event.data.reps.map(name).join(", ")}`,
        facts: offered(event.data),
        trace: event.data.trace,
      };
    case "lead_assigned":
      return {
        title: `Assigned to ${name(event.data.rep)}`,
        facts: assigned(event.data, name),
        trace: event.data.trace,
      };
    case "lead_claimed":
      return { title: `Claimed by ${name(event.data.rep)}`, facts: [`from the queue ${event.data.queue}`] };
    case "offer_accepted":
      return { title: `${name(event.data.rep)} accepted`, facts: [] };
    case "offer_declined":
      return {
        title: `${name(event.data.rep)} declined: ${plain(event.data.reason).toLowerCase()}`,
        facts: refund(event.data.refunded),
      };
    case "offer_expired":
      return { title: `${name(event.data.rep)} did not answer in time`, facts: refund(event.data.refunded) };
    case "lead_released":
      return {
        title: `${name(event.data.rep)} gave it back: ${plain(event.data.reason).toLowerCase()}`,
        facts: refund(event.data.refunded),
      };
    case "lead_reassigned":
      return {
        title: `Taken from ${name(event.data.from)}${event.data.to ? `, given to ${name(event.data.to)}` : ""}: ${plain(event.data.reason).toLowerCase()}`,
        facts: refund(event.data.refunded),
        ...(event.data.trace && { trace: event.data.trace }),
      };
    case "lead_contacted":
      return { title: event.data.first ? "First response" : "Contacted", facts: [] };
    case "lead_won":
      return { title: "Won", facts: event.data.value ? [`value ${event.data.value}`] : [] };
    case "lead_lost":
      return { title: "Lost", facts: event.data.reason ? [plain(event.data.reason)] : [] };
    case "lead_rejected":
      return { title: `Rejected: ${plain(event.data.reason).toLowerCase()}`, facts: [] };
    case "sla_warned":
      return { title: `Deadline near: ${plain(event.data.sla).toLowerCase()}`, facts: [] };
    case "sla_breached":
      return { title: `Deadline passed: ${plain(event.data.sla).toLowerCase()}`, facts: [] };
    default:
      return { title: plain(event.type), facts: plainFacts(event.data), isQuiet: true };
  }
}

function captured(
  { account_match: match, territory, segments, last_owner }: Schemas["LeadCapturedEvent"]["data"],
  name: (rep: string) => string,
): string[] {
  return [
    ...(match ? [`account ${match.id}: ${match.evidence ?? match.matched_by ?? ""}`] : []),
    ...(territory ? [`territory ${territory}`] : []),
    ...(segments && segments.length > 0 ? [`segments ${segments.join(", ")}`] : []),
    ...(last_owner ? [`last owner ${name(last_owner)}`] : []),
  ];
}

function scored({ parts }: Schemas["LeadScoredEvent"]["data"]): string[] {
  return parts.map((p) => `${p.points > 0 ? "+" : ""}${p.points} ${p.rule}`);
}

function offered({ pool, queue, expires_at }: Schemas["LeadOfferedEvent"]["data"]): string[] {
  return [...from(pool, queue), ...(expires_at ? [`to be answered by ${instant(expires_at)}`] : [])];
}

function assigned(
  { how, pool, queue, reason, by, charges }: Schemas["LeadAssignedEvent"]["data"],
  name: (rep: string) => string,
): string[] {
  return [
    ...(how === "pool" ? [] : [`${plain(how).toLowerCase()}${by ? ` by ${name(by)}` : ""}`]),
    ...(reason ? [plain(reason).toLowerCase()] : []),
    ...from(pool, queue),
    ...charges.map((c) => `${name(c.winner)} paid ${c.cost} to the ledger ${c.ledger}`),
  ];
}

function from(pool: string | undefined, queue: string | undefined): string[] {
  return pool ? [`from the pool ${pool}`] : queue ? [`from the queue ${queue}`] : [];
}

function until(at: string | undefined): string[] {
  return at ? [`until ${instant(at)}`] : [];
}

function refund(isRefunded: boolean): string[] {
  return isRefunded ? ["the turn was given back"] : [];
}

function graded(grade: string | undefined): string {
  return grade ? ` (${grade})` : "";
}

function plainFacts(data: object): string[] {
  return Object.entries(data)
    .filter(([, value]) => typeof value === "string" || typeof value === "number")
    .map(([key, value]) => `${plain(key).toLowerCase()}: ${value}`);
}
