import { queryOptions } from "@tanstack/react-query";
import { answerOf, baton } from "./client";

/** The reps that the asker may see; their names stand everywhere instead of their ids. */
export const repsQuery = queryOptions({
  queryKey: ["reps"],
  queryFn: () => answerOf(baton.GET("/v1/reps", { params: { query: { limit: 1000 } } })),
  staleTime: 60_000,
});

export const statusQuery = queryOptions({
  queryKey: ["status"],
  queryFn: () => answerOf(baton.GET("/v1/reports/status")),
});
