import type { LeadCard } from "../api/board";
import { giveLead } from "../api/board";
import { answerOf, baton, type Schemas } from "../api/client";
import { plain } from "../shared/words";

/**
 * Undoes a hand-over: the lead goes back to whoever had it; one that nobody had goes its way again, which need not end where it
 * lay. Answers what became of it. What somebody else has moved meanwhile is left alone.
 */
export async function takeBack(card: LeadCard, from: string, nameOf: (rep: string) => string): Promise<string> {
  if (card.owner !== null) {
    await giveLead(card.id, card.owner, from);
    return `${nameOf(card.owner)} has it again.`;
  }
  const shown = await putOnItsWay(card.id);
  const before = shown.leads[0];
  if (before?.from !== from) throw new Error(`${before?.from ? nameOf(before.from) : "Nobody"} has it by now.`);
  const done = await putOnItsWay(card.id, shown.token ?? undefined);
  const after = done.leads[0];
  if (after?.to) return `It went its way again and is with ${nameOf(after.to)}.`;
  return after?.queue
    ? `It lies in the queue ${after.queue} again.`
    : `It is on its way again: ${plain(after?.status ?? "waiting").toLowerCase()}.`;
}

function putOnItsWay(lead: string, token?: string): Promise<Schemas["Handover"]> {
  const how = token === undefined ? { dry_run: true } : { token };
  return answerOf(
    baton.POST("/v1/leads/reassign", {
      body: { leads: [lead], to: "route", reason: "other", ...how } as Schemas["Reassignment"],
    }),
  );
}
