import { Grid, Group, Skeleton, Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { BatonError, type Me } from "../api/client";
import { Empty } from "../shared/Empty";
import { Trouble } from "../shared/Trouble";
import { MyWork } from "./MyWork";
import { NoticeSwitch } from "./NoticeSwitch";
import { Offers } from "./Offers";
import { Pools, Room } from "./Pools";
import { Presence } from "./Presence";
import { Queues } from "./Queues";
import { Skips } from "./Skips";
import { howItComes } from "./standing";
import { turnsQuery } from "./turns";
import { Ahead } from "./useServerNow";

const shell = getRouteApi("/shell");

/** What a rep looks at all day: what to answer, what to do, and when his turn is. */
export function MyTurn() {
  const { me } = shell.useRouteContext();
  return (
    <Stack maw={1200}>
      <title>My turn · Baton</title>
      <Group justify="space-between">
        <Title order={1} size="h2">
          My turn
        </Title>
        <NoticeSwitch />
      </Group>
      <Turn me={me} />
    </Stack>
  );
}

function Turn({ me }: { me: Me }) {
  const turns = useQuery(turnsQuery);
  if (turns.error instanceof BatonError && turns.error.status === 404) {
    return <Empty title="You are no rep here">{turns.error.problem.detail}.</Empty>;
  }
  if (turns.error) return <Trouble error={turns.error} retry={() => turns.refetch()} />;
  if (!turns.data) return <Waiting />;
  const { work, work_count: total, pools, queues, skips } = turns.data;
  const open = work.filter((w) => w.next !== "answer");
  return (
    <Ahead value={turns.data.ahead}>
      <Presence turns={turns.data} />
      <Grid>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack>
            <Offers offers={work.filter((w) => w.next === "answer")} />
            <MyWork work={open} isAll={total <= work.length} me={me} coming={howItComes(turns.data)} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack>
            {/* Where there is neither work nor a pool, the empty list of work says so. */}
            {(pools.length > 0 || open.length > 0) && <Pools pools={pools} />}
            <Room turns={turns.data} />
            <Queues queues={queues} />
            <Skips skips={skips} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Ahead>
  );
}

function Waiting() {
  return (
    <div role="status" aria-label="Reading">
      <Skeleton height={62} mb="md" />
      <Grid>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Skeleton height={280} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Skeleton height={280} />
        </Grid.Col>
      </Grid>
    </div>
  );
}
