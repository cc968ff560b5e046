import { Paper, Stack, Text, Title } from "@mantine/core";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { answerOf, baton } from "../api/client";
import { RepName } from "../shared/RepName";
import { RouteLink } from "../shared/RouteLink";
import { Trouble } from "../shared/Trouble";
import { count } from "../shared/words";
import { type Alarm, alarmsOf } from "./alarms";

// Below "leads", so that whatever happens to leads makes it old.
const poolsQuery = queryOptions({
  queryKey: ["leads", "pools"],
  queryFn: async () => (await answerOf(baton.GET("/v1/pools"))).items,
});

const figures = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

/** The pools in which somebody is further from his share than the rotation lets him be by itself. */
export function Fairness() {
  const pools = useQuery(poolsQuery);
  if (pools.error) {
    return <Trouble error={pools.error} retry={() => pools.refetch()} title="Who got what could not be read" />;
  }
  const alarms = alarmsOf(pools.data ?? []);
  if (alarms.length === 0) return null;
  return (
    <Paper withBorder p="md" component="section" aria-label="Fairness">
      <Title order={2} size="h4" mb="xs">
        Further from their share than the rotation allows
      </Title>
      <Stack gap={4}>
        {alarms.map((alarm) => (
          <Line key={alarm.pool} alarm={alarm} />
        ))}
        <Text size="sm" c="dimmed">
          While the same people can take leads nobody is ever a whole lead off. Comings and goings, absences that are
          made up for and adjustments can do it; the rotation evens it out.
        </Text>
      </Stack>
    </Paper>
  );
}

function Line({ alarm: { pool, member, balance, others } }: { alarm: Alarm }) {
  const size = figures.format(Math.abs(balance));
  return (
    <Text>
      {pool}: <RepName id={member} /> is {size} leads {balance > 0 ? "behind" : "ahead"}
      {others > 0 && `, and ${count(others)} more ${others === 1 ? "is" : "are"} beyond one`}.{" "}
      <RouteLink
        to="/leads"
        search={{ owner: member, filter: `lead.pool == ${JSON.stringify(pool)}` }}
        underline="always"
      >
        The leads
      </RouteLink>
    </Text>
  );
}
