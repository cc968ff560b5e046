import { Grid, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { answerOf, BatonError, baton, type Lead } from "../api/client";
import { Empty } from "../shared/Empty";
import { isOpen, titleOf } from "../shared/leads";
import { RepName } from "../shared/RepName";
import { RouteLink } from "../shared/RouteLink";
import { Status } from "../shared/Status";
import { Trouble } from "../shared/Trouble";
import { useNow } from "../shared/useNow";
import { ago, instant, plain } from "../shared/words";
import { Actions } from "./Actions";
import { Blind } from "./Blind";
import { Fields } from "./Fields";
import { Timeline } from "./Timeline";
import { Why } from "./Why";

const route = getRouteApi("/shell/leads/$id");
const shell = getRouteApi("/shell");

export const leadQuery = (id: string) =>
  queryOptions({
    queryKey: ["lead", id],
    queryFn: () => answerOf(baton.GET("/v1/leads/{id}", { params: { path: { id } } })),
    staleTime: 0,
  });

/** One lead: where it stands, what this person may do with it, and why it came to be so. */
export function LeadPage() {
  const { id } = route.useParams();
  const { me } = shell.useRouteContext();
  const lead = useQuery(leadQuery(id));

  if (lead.error instanceof BatonError && lead.error.status === 404) {
    return (
      <Empty isPage title="There is no such lead">
        It may be somebody else's by now, or the link is not whole.
      </Empty>
    );
  }
  if (!lead.data) {
    return (
      <Stack maw={1100}>
        <Title order={1} size="h2">
          Lead
        </Title>
        {lead.error ? (
          <Trouble error={lead.error} retry={() => lead.refetch()} />
        ) : (
          <Skeleton height={320} role="status" aria-label="Reading" />
        )}
      </Stack>
    );
  }
  if (!isOpen(lead.data)) return <Blind lead={lead.data} me={me} />;
  return (
    <Stack maw={1100}>
      <title>{`${titleOf(lead.data)} · Baton`}</title>
      <Header lead={lead.data} />
      <Actions lead={lead.data} id={id} me={me} />
      <Grid>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack>
            <Why id={id} lead={lead.data} />
            <Timeline id={id} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Fields lead={lead.data} />
        </Grid.Col>
      </Grid>
    </Stack>
  );
}

function Header({ lead }: { lead: Lead }) {
  const now = useNow(30_000);
  return (
    <Stack gap={4}>
      <RouteLink to="/leads" size="sm">
        All leads
      </RouteLink>
      <Group gap="sm">
        <Title order={1} size="h2">
          {titleOf(lead)}
        </Title>
        <Status status={lead.status} />
      </Group>
      <Text c="dimmed">
        {lead.owner ? (
          <>
            <RepName id={lead.owner} /> has it
            {lead.assigned_at && `, got it ${ago(lead.assigned_at, now)}`}
          </>
        ) : (
          `No owner${lead.reason ? `: ${plain(lead.reason).toLowerCase()}` : ""}`
        )}
        {" · "}
        <span title={instant(lead.created_at)}>came {ago(lead.created_at, now)}</span>
        {lead.score !== null && ` · score ${lead.score}${lead.grade ? ` (${lead.grade})` : ""}`}
      </Text>
    </Stack>
  );
}
