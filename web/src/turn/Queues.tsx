import { Alert, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Schemas } from "../api/client";
import { titleOf } from "../shared/leads";
import { RouteLink } from "../shared/RouteLink";
import { Trouble } from "../shared/Trouble";
import { Bar, CapBars } from "./Bar";
import { claimNext } from "./turns";
import { barred, leads, minutes } from "./words";

/** The queues that he may pull from. Of a blind one nothing is shown but how long its leads lie and how good they are. */
export function Queues({ queues }: { queues: Schemas["MyQueue"][] }) {
  if (queues.length === 0) return null;
  return (
    <Paper withBorder p="md" component="section" aria-label="Queues">
      <Title order={2} size="h4" mb="xs">
        Queues
      </Title>
      <Stack gap="md">
        {queues.map((queue) => (
          <Queue key={queue.queue} queue={queue} />
        ))}
      </Stack>
    </Paper>
  );
}

function Queue({ queue }: { queue: Schemas["MyQueue"] }) {
  const queries = useQueryClient();
  const claim = useMutation({
    mutationFn: () => claimNext(queue.queue),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ["turns"] }),
        queries.invalidateQueries({ queryKey: ["leads"] }),
      ]),
  });
  return (
    <Stack gap={6}>
      <Group justify="space-between" gap="xs">
        <Title order={3} size="h5">
          {queue.queue}
        </Title>
        {queue.mode !== "shotgun" && (
          <Button
            size="xs"
            disabled={queue.waiting === 0 || queue.barred !== null}
            loading={claim.isPending}
            onClick={() => claim.mutate()}
            aria-label={`Claim the next of ${queue.queue}`}
          >
            Claim the next
          </Button>
        )}
      </Group>
      <Waiting queue={queue} />
      {queue.barred && <Text size="sm">You cannot claim now: {barred(queue.barred)}.</Text>}
      {queue.open_claims.limit !== null && (
        <Bar name="Claimed and open" used={queue.open_claims.used} limit={queue.open_claims.limit} />
      )}
      <CapBars caps={queue.claims} of="Claimed" />
      {claim.error && <Trouble error={claim.error} title="It was not claimed" />}
      {claim.data && (
        <Alert color="green" title="It is yours">
          <RouteLink to="/leads/$id" params={{ id: claim.data.id }}>
            {titleOf(claim.data)}
          </RouteLink>
        </Alert>
      )}
    </Stack>
  );
}

function Waiting({ queue }: { queue: Schemas["MyQueue"] }) {
  if (queue.mode === "shotgun") {
    return (
      <Text size="sm" c="dimmed">
        Its leads are offered to everybody at once: they appear above, and who accepts first has them.
      </Text>
    );
  }
  if (queue.waiting === 0) {
    return (
      <Text size="sm" c="dimmed">
        Nothing lies in it.
      </Text>
    );
  }
  if (queue.mode !== "blind") {
    return (
      <Text size="sm">
        {leads(queue.waiting)} to choose from:{" "}
        <RouteLink
          underline="always"
          to="/leads"
          search={{ status: "queued", filter: `lead.queue == ${JSON.stringify(queue.queue)}` }}
        >
          look through them
        </RouteLink>
      </Text>
    );
  }
  const [next] = queue.blind;
  return (
    <Text size="sm">
      {leads(queue.waiting)}, hidden until claimed
      {next && `. The next has lain for ${minutes(next.age)}${next.grade ? ` and has the grade ${next.grade}` : ""}`}.
    </Text>
  );
}
