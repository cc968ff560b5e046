import { queryOptions } from "@tanstack/react-query";
import { answerOf, baton } from "./client";

/** What those are called whose ids the asker reads: their names stand everywhere instead. */
export const namesQuery = queryOptions({
  queryKey: ["colleagues"],
  queryFn: async () => {
    const { items } = await answerOf(baton.GET("/v1/colleagues"));
    return new Map(items.flatMap(({ id, name }) => (name === null ? [] : [[id, name]])));
  },
  staleTime: 60_000,
});

/** The reps that the asker may see, with what they hold. */
export const repsQuery = queryOptions({
  queryKey: ["reps"],
  queryFn: () => answerOf(baton.GET("/v1/reps", { params: { query: { limit: 1000 } } })),
  staleTime: 60_000,
});

export const statusQuery = queryOptions({
  queryKey: ["status"],
  queryFn: () => answerOf(baton.GET("/v1/reports/status")),
});
