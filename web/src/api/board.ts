import { queryOptions } from "@tanstack/react-query";
import { answerOf, baton, type Schemas } from "./client";

export type Board = Schemas["Board"];
export type BoardRep = Schemas["BoardRep"];
export type BoardPlace = Schemas["BoardPlace"];
export type LeadCard = Schemas["LeadCard"];
export type StuckReason = Schemas["StuckReason"];

/** More than fits on a screen; the rest of a column is a link to the list. */
const SHOWN = 30;

/** Below "leads", so that whatever happens to leads makes it old. */
export const boardKey = ["leads", "board"];

export const boardQuery = (team: string | undefined, limit = SHOWN) =>
  queryOptions({
    queryKey: [...boardKey, team, limit],
    queryFn: () =>
      answerOf(baton.GET("/v1/board", { params: { query: { ...(team !== undefined && { team }), limit } } })),
  });

export const stuckQuery = queryOptions({
  queryKey: ["leads", "stuck"],
  queryFn: async () => (await answerOf(baton.GET("/v1/exceptions"))).items,
});

export const stuckLeadsQuery = ({ code, kind, id }: Pick<StuckReason, "code" | "kind" | "id">) =>
  queryOptions({
    queryKey: ["leads", "stuck", code, kind, id],
    queryFn: () =>
      answerOf(
        baton.GET("/v1/exceptions/{code}", {
          params: { path: { code }, query: { ...(kind !== null && { kind, id: id ?? "" }), limit: 100 } },
        }),
      ),
  });

export const suspicionsQuery = queryOptions({
  queryKey: ["leads", "suspicions"],
  queryFn: () => answerOf(baton.GET("/v1/duplicates", { params: { query: { limit: 50 } } })),
});

/** Gives a lead to a rep, if it is still where the giver sees it; the server says what became of it. */
export function giveLead(id: string, rep: string, from: string | null): Promise<Schemas["LeadActed"]> {
  return answerOf(baton.POST("/v1/leads/{id}/assign", { params: { path: { id } }, body: { rep, from } }));
}

export function setPresence(id: string, status: Schemas["RepStatus"]): Promise<Schemas["PresenceSet"]> {
  return answerOf(baton.POST("/v1/reps/{id}/status", { params: { path: { id } }, body: { status } }));
}

/** Somebody is back, also from an absence. */
export function bringBack(id: string): Promise<Schemas["RepReturned"]> {
  return answerOf(baton.POST("/v1/reps/{id}/return", { params: { path: { id } }, body: {} }));
}

/** Changes keys of a rep's entry of the workspace file, as a merge patch. */
export function changeRep(id: string, change: Record<string, unknown>): Promise<Schemas["Rep"]> {
  return answerOf(baton.PATCH("/v1/reps/{id}", { params: { path: { id } }, body: change }));
}

const WEEK = 7 * 86_400_000;

/** What was put aside as junk in the last days, the latest first. */
export const junkQuery = queryOptions({
  queryKey: ["leads", "junk"],
  queryFn: () =>
    answerOf(
      baton.GET("/v1/leads", {
        params: { query: { status: "rejected", from: new Date(Date.now() - WEEK).toISOString(), limit: 50 } },
      }),
    ),
});

/** Two leads are one person; whoever has the later one loses it to the earlier one's owner. */
export function merge({ lead }: Schemas["Suspicion"]): Promise<Schemas["LeadActed"]> {
  const body = lead.owner === null ? {} : { owner: lead.owner };
  return answerOf(baton.POST("/v1/duplicates/{id}/merge", { params: { path: { id: lead.id } }, body }));
}

export function dismiss({ lead }: Schemas["Suspicion"]): Promise<Schemas["LeadActed"]> {
  return answerOf(baton.POST("/v1/duplicates/{id}/dismiss", { params: { path: { id: lead.id } }, body: {} }));
}

export function restore(id: string): Promise<Schemas["LeadActed"]> {
  return answerOf(baton.POST("/v1/leads/{id}/restore", { params: { path: { id } }, body: {} }));
}

/** Stops or restarts the workspace, a pool, a rule or a source. */
export function setPaused(on: boolean, kind: string, id: string): Promise<Schemas["PauseState"]> {
  const body = { kind: kind as Schemas["PauseKind"], ...(id && { id }) };
  return answerOf(on ? baton.POST("/v1/pause", { body }) : baton.POST("/v1/resume", { body }));
}
