import { Group, Text } from "@mantine/core";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { stuckQuery } from "../api/board";
import type { Me } from "../api/client";
import { answerOf, baton } from "../api/client";
import { countQuery } from "../api/lists";
import { filterOf, type LeadSearch } from "../leads/search";
import { RouteLink } from "../shared/RouteLink";
import { useNow } from "../shared/useNow";
import { ago, count } from "../shared/words";

const MOST = 100;

/** The newest publication among the latest acts; null = it is longer ago than these. */
const publishedQuery = queryOptions({
  queryKey: ["status", "published"],
  queryFn: async () => {
    const acts = await answerOf(baton.GET("/v1/audit", { params: { query: { limit: MOST } } }));
    return acts.items.find((a) => a.act === "policy_published") ?? null;
  },
});

/** What this day brought, what is late, and who changed the rules last. */
export function Today({ me }: { me: Me }) {
  const now = useNow(60_000);
  const since: LeadSearch = { from: midnight(now) };
  const came = useQuery(countQuery({ filter: filterOf(since) ?? "" }));
  const stuck = useQuery(stuckQuery);
  const published = useQuery({ ...publishedQuery, enabled: me.role === "admin" });
  const late = stuck.data?.filter((r) => r.code === "sla_breached").reduce((sum, r) => sum + r.count, 0);
  return (
    <Group component="section" gap="lg" mih={24} aria-label="Today">
      {came.data && (
        <RouteLink to="/leads" search={since}>
          {count(came.data.count)}
          {came.data.isCapped && " or more"} came today
        </RouteLink>
      )}
      {late !== undefined &&
        (late === 0 ? (
          <Text>No deadline is missed</Text>
        ) : (
          <RouteLink to="/board" search={{ view: "stuck" }}>
            {late === 1 ? "1 deadline is missed" : `${count(late)} deadlines are missed`}
          </RouteLink>
        ))}
      {published.data && (
        <Text c="dimmed">
          Policy changed {ago(published.data.at, now)} by {published.data.actor}
        </Text>
      )}
    </Group>
  );
}

// Of the day where the reader is.
function midnight(now: number): string {
  return new Date(new Date(now).setHours(0, 0, 0, 0)).toISOString();
}
