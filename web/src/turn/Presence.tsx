import { Button, Group, Paper, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Trouble } from "../shared/Trouble";
import { ago, instant, plain } from "../shared/words";
import { GoOut } from "./GoOut";
import { standing, takers } from "./standing";
import { setPresence, type Turns } from "./turns";
import { useServerNow } from "./useServerNow";

/** Whether leads come to him, and the way out and back. */
export function Presence({ turns }: { turns: Turns }) {
  const queries = useQueryClient();
  const [opened, { open, close }] = useDisclosure();
  const back = useMutation({
    mutationFn: () => setPresence({ status: "available" }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["turns"] }),
  });
  const isOut = turns.status !== "available";
  return (
    <Paper withBorder p="sm" component="section" aria-label="My presence">
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Standing turns={turns} />
        {isOut ? (
          <Button flex="none" onClick={() => back.mutate()} loading={back.isPending}>
            I'm back
          </Button>
        ) : (
          <Button flex="none" variant="default" onClick={open}>
            I'm out…
          </Button>
        )}
      </Group>
      {back.error && <Trouble error={back.error} title="You are still out" />}
      <GoOut turns={turns} opened={opened} close={close} />
    </Paper>
  );
}

function Standing({ turns }: { turns: Turns }) {
  const now = useServerNow(30_000);
  const { status, status_until: until, status_reason: reason } = turns;
  if (status !== "available") {
    return (
      <div>
        <Text fw={600}>
          {status === "away" ? "You are out" : "You are offline"}
          {reason && `: ${plain(reason).toLowerCase()}`}
        </Text>
        <Text size="sm" c="dimmed" {...(until && { title: instant(until) })}>
          {until ? `Back by yourself ${ago(until, now)}` : "Until you say that you are back"}
          {takers(turns).length > 0 && `. Leads still come from ${takers(turns).join(", ")}.`}
        </Text>
      </div>
    );
  }
  const { title, why } = standing(turns, now);
  return (
    <div>
      <Text fw={600}>{title}</Text>
      {why.map((line) => (
        <Text key={line} size="sm" c="dimmed">
          {line}
        </Text>
      ))}
    </div>
  );
}
