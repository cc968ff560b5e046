import type { Lead, Me } from "../api/client";

export type ActionName =
  | "accept"
  | "decline"
  | "claim"
  | "contact"
  | "outcome"
  | "release"
  | "assign"
  | "reject"
  | "restore";

/**
 * What this person may do with this lead as it stands, the likeliest first. The server decides again; this spares people buttons
 * that would be refused.
 */
export function actionsOf(
  lead: Pick<Lead, "status" | "owner" | "offered_to">,
  me: Pick<Me, "role" | "rep">,
): ActionName[] {
  if (me.role === "viewer") return [];
  const manages = me.role !== "rep";
  const isHis = me.rep !== null && lead.owner === me.rep;
  const isAsked = me.rep !== null && lead.offered_to.includes(me.rep);
  const actions: ActionName[] = [];
  if (lead.status === "offered" && isAsked) actions.push("accept", "decline");
  if (lead.status === "queued" && me.rep !== null) actions.push("claim");
  const isOwned = lead.owner !== null && (lead.status === "assigned" || lead.status === "working");
  if (isOwned && (isHis || manages)) actions.push("contact", "outcome", "release");
  const isOpen = !["rejected", "duplicate", "won", "lost", "disqualified", "erased"].includes(lead.status);
  if (isOpen && manages) actions.push("assign");
  if (isOpen && (isHis || manages)) actions.push("reject");
  if (lead.status === "rejected" && manages) actions.push("restore");
  return actions;
}
