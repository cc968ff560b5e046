import { queryOptions } from "@tanstack/react-query";
import { answerOf, baton } from "./client";

export const timelineQuery = (id: string) =>
  queryOptions({
    queryKey: ["lead", id, "timeline"],
    queryFn: () => answerOf(baton.GET("/v1/leads/{id}/timeline", { params: { path: { id } } })),
    staleTime: 0,
  });
