import { queryOptions } from "@tanstack/react-query";
import type { operations } from "baton-client";
import { answerOf, baton, type Schemas } from "./client";

/** What a list of leads may be asked for; see docs/lists.md. */
export type LeadQuery = NonNullable<operations["listLeads"]["parameters"]["query"]>;
export type SavedView = Schemas["View"];

export function listLeads(query: LeadQuery): Promise<Schemas["LeadList"]> {
  return answerOf(baton.GET("/v1/leads", { params: { query } }));
}

/** How many leads a filter finds; the list itself is not read. */
export const countQuery = (query: LeadQuery) =>
  queryOptions({
    queryKey: ["leads", "count", query],
    queryFn: async () => {
      const page = await listLeads({ ...query, limit: 1, count: true });
      return { count: page.count ?? 0, isCapped: page.count_is_capped === true };
    },
  });

export const viewsQuery = queryOptions({
  queryKey: ["views"],
  queryFn: async () => (await answerOf(baton.GET("/v1/views"))).items,
});

export function saveView(view: Schemas["NewView"]): Promise<SavedView> {
  return answerOf(baton.POST("/v1/views", { body: view }));
}

export async function deleteView(id: string): Promise<void> {
  await answerOf(baton.DELETE("/v1/views/{id}", { params: { path: { id } } }));
}
