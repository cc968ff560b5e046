import { Button, Group, Paper, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Lead, Me } from "../api/client";
import { listLeads } from "../api/lists";
import { Actions } from "../lead/Actions";
import type { ActionName } from "../lead/actions";
import { Empty } from "../shared/Empty";
import { isOpen, titleOf } from "../shared/leads";
import { RouteLink } from "../shared/RouteLink";
import { Status } from "../shared/Status";
import { Trouble } from "../shared/Trouble";
import { useNow } from "../shared/useNow";
import { ago } from "../shared/words";

const MOST = 50;
const quick: ActionName[] = ["accept", "decline", "contact", "outcome"];

/** A rep's offers with their time, then his open leads: those that he has not answered first. */
export function MyLeads({ me, rep }: { me: Me; rep: string }) {
  const offers = useQuery({
    queryKey: ["leads", "offers", rep],
    queryFn: async () => (await listLeads({ status: "offered", limit: 100 })).items,
  });
  const mine = useQuery({
    queryKey: ["leads", "mine", rep],
    queryFn: async () =>
      (await listLeads({ status: "assigned,working", owner: rep, sort: "status", limit: MOST })).items,
  });
  const error = offers.error ?? mine.error;
  if (error) return <Trouble error={error} retry={() => void Promise.all([offers.refetch(), mine.refetch()])} />;
  if (!offers.data || !mine.data) return <Skeleton height={160} aria-label="Reading" />;
  const asked = offers.data.filter(isOpen).filter((l) => l.offered_to.includes(rep));
  const owned = mine.data.filter(isOpen);
  return (
    <>
      {asked.length > 0 && (
        <Stack gap="xs">
          <Title order={2} size="h4">
            Offered to you
          </Title>
          {asked.map((lead) => (
            <Card key={lead.id} lead={lead} me={me} />
          ))}
        </Stack>
      )}
      <Stack gap="xs">
        <Title order={2} size="h4">
          Open
        </Title>
        {owned.length === 0 && (
          <Empty title="You have no open lead">The next one appears here by itself when it is your turn.</Empty>
        )}
        {owned.map((lead) => (
          <Card key={lead.id} lead={lead} me={me} />
        ))}
        {owned.length === MOST && (
          <Button component={Link} to="/leads" variant="default">
            All my leads
          </Button>
        )}
      </Stack>
    </>
  );
}

function Card({ lead, me }: { lead: Lead; me: Me }) {
  const now = useNow(30_000);
  const at = lead.assigned_at ?? lead.created_at;
  return (
    <Paper withBorder p="xs" px="sm">
      <Group justify="space-between" gap="xs">
        <RouteLink to="/leads/$id" params={{ id: lead.id }} fw={600}>
          {titleOf(lead)}
          {lead.fields.company && `, ${lead.fields.company}`}
        </RouteLink>
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {ago(at, now)}
          </Text>
          <Status status={lead.status} />
          <Actions lead={lead} id={lead.id} me={me} only={quick} />
        </Group>
      </Group>
    </Paper>
  );
}
