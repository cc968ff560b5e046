import { QueryClient, queryOptions } from "@tanstack/react-query";
import { answerOf, BatonError, baton, keepToken, type Me } from "./client";

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // What the server refused once it refuses again; what did not reach it may reach it.
      retry: (count, error) => count < 2 && !(error instanceof BatonError && error.status < 500),
    },
  },
});

/** Whoever is signed in; null = nobody. */
export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async (): Promise<Me | null> => {
    const { data, error, response } = await baton.GET("/v1/me");
    if (response.status === 401) return null;
    const me = await answerOf(Promise.resolve({ ...(data && { data }), error, response }));
    keepToken(me.csrf);
    return me;
  },
  staleTime: Number.POSITIVE_INFINITY,
});

export const waysQuery = queryOptions({
  queryKey: ["ways"],
  queryFn: () => answerOf(baton.GET("/v1/session")),
  staleTime: 0,
});

/** Somebody has signed in: what was read for another is forgotten. */
export function enter(me: Me): void {
  keepToken(me.csrf);
  queries.clear();
  queries.setQueryData(meQuery.queryKey, me);
}

export function leave(): void {
  keepToken(undefined);
  queries.clear();
  queries.setQueryData(meQuery.queryKey, null);
}
