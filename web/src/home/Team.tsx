import { Paper, SimpleGrid, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQueries, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Me, Schemas } from "../api/client";
import { countQuery } from "../api/lists";
import { statusQuery } from "../api/people";
import { Empty } from "../shared/Empty";
import { RouteLink } from "../shared/RouteLink";
import { Trouble } from "../shared/Trouble";
import { count, plain } from "../shared/words";
import classes from "./Home.module.css";
import { Today } from "./Today";

const shown: Schemas["LeadStatus"][] = ["waiting", "queued", "offered", "assigned", "working", "won"];
const waits = ["no_eligible_rep", "waiting_for_hours", "no_rule", "paused"];
const help: Record<string, string> = {
  no_eligible_rep: "Nobody passed every gate: look at one to see which.",
  waiting_for_hours: "They are given out when the first calendar opens.",
  no_rule: "No rule matched: add one without a condition at the end.",
  paused: "Resume what is paused, and they are given out.",
};

/** How many leads stand where, and those that nobody has, by reason. */
export function Team({ me }: { me: Me }) {
  const status = useQuery(statusQuery);
  if (status.error) return <Trouble error={status.error} retry={() => status.refetch()} />;
  if (!status.data) return <Skeleton height={160} role="status" aria-label="Reading" />;
  if (status.data.total === 0) return <Nothing me={me} />;
  const { statuses } = status.data;
  return (
    <>
      <Today me={me} />
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }}>
        {shown.map((name) => (
          <Link key={name} to="/leads" search={{ status: name }} className={classes.figure}>
            <Text size="sm">{plain(name)}</Text>
            <Text fz={28} fw={700} className={classes.number}>
              {count(statuses[name] ?? 0)}
            </Text>
          </Link>
        ))}
      </SimpleGrid>
      <Stuck />
    </>
  );
}

function Stuck() {
  const counts = useQueries({ queries: waits.map((reason) => countQuery({ status: "waiting", reason })) });
  const stuck = waits.flatMap((reason, index) => {
    const found = counts[index]?.data;
    return found && found.count > 0 ? [{ reason, ...found }] : [];
  });
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4" mb="xs">
        Nobody has them
      </Title>
      {counts.every((c) => !c.isPending) && stuck.length === 0 && (
        <Text>Every lead has somebody. Nothing is stuck.</Text>
      )}
      <Stack gap="xs">
        {stuck.map(({ reason, count: number, isCapped }) => (
          <div key={reason}>
            <RouteLink to="/leads" search={{ status: "waiting", reason }} fw={600}>
              {count(number)}
              {isCapped && " or more"}: {plain(reason).toLowerCase()}
            </RouteLink>
            <Text size="sm" c="dimmed">
              {help[reason]}
            </Text>
          </div>
        ))}
      </Stack>
    </Paper>
  );
}

function Nothing({ me }: { me: Me }) {
  return me.role === "admin" ? (
    <Empty title="No lead yet" action={<RouteLink to="/start">Start from a template</RouteLink>}>
      Publish a workspace and send a first lead; it takes a minute.
    </Empty>
  ) : (
    <Empty title="No lead yet">As soon as leads come in you see here where they stand.</Empty>
  );
}
