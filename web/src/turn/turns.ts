import { queryOptions } from "@tanstack/react-query";
import { answerOf, baton, type Schemas } from "../api/client";
import { opensIn } from "./standing";

/** With how much this machine's clock is ahead of the server's, in milliseconds: deadlines are the server's. */
export type Turns = Schemas["MyTurns"] & { ahead: number };
export type Work = Schemas["MyWork"];
export type Presence = Schemas["MyPresence"];

/** Where the rep who is signed in stands; a 404 = he is no rep. */
export const turnsQuery = queryOptions({
  queryKey: ["turns"],
  queryFn: async (): Promise<Turns> => {
    const turns = await answerOf(baton.GET("/v1/me/turns"));
    return { ...turns, ahead: Date.now() - Date.parse(turns.at) };
  },
  // A gate that opens by the clock alone is no event.
  refetchInterval: ({ state }) => state.data !== undefined && opensIn(state.data, Date.now()),
  staleTime: 0,
});

/** What saying so would do; nothing changes. */
export const effectQuery = (presence: Presence) =>
  queryOptions({
    queryKey: ["turns", "effect", presence],
    queryFn: () => answerOf(baton.POST("/v1/me/status", { body: { ...presence, dry_run: true } })),
    staleTime: 0,
  });

export function setPresence(presence: Presence): Promise<Schemas["MyPresenceSet"]> {
  return answerOf(baton.POST("/v1/me/status", { body: presence }));
}

export async function claimNext(queue: string): Promise<Schemas["Lead"]> {
  const params = { path: { id: queue } };
  return (await answerOf(baton.POST("/v1/queues/{id}/claim", { params, body: {} }))).lead as Schemas["Lead"];
}

/** The list as it will be if the answer to an offer arrives in time. */
export function answered(turns: Turns, id: string, isAccepted: boolean): Turns {
  const work = turns.work.flatMap((item): Work[] => {
    if (item.lead.id !== id || item.next !== "answer") return [item];
    return isAccepted
      ? [
          {
            ...item,
            next: "first_contact",
            sla: null,
            due_at: null,
            on_breach: null,
            offered_at: null,
            expires_at: null,
          },
        ]
      : [];
  });
  return { ...turns, work, work_count: isAccepted ? turns.work_count : turns.work_count - 1 };
}
