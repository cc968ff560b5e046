import { Paper, Stack, Text, Title } from "@mantine/core";
import type { Schemas } from "../api/client";
import { plain } from "../shared/words";
import { Bar, CapBars } from "./Bar";
import type { Turns } from "./turns";
import { useServerNow } from "./useServerNow";
import { balance, leads, place } from "./words";

const percent = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });

/** When his turn comes, pool by pool, and what stands in its way. */
export function Pools({ pools }: { pools: Schemas["MyPool"][] }) {
  const now = useServerNow(30_000);
  return (
    <Paper withBorder p="md" component="section" aria-label="My turns">
      <Title order={2} size="h4" mb="xs">
        My turns
      </Title>
      {pools.length === 0 && (
        <Text c="dimmed">You are in no pool, so no lead comes to you by itself. A manager can put you into one.</Text>
      )}
      <Stack gap="md">
        {pools.map((pool) => (
          <Stack key={pool.pool} gap={4}>
            <Title order={3} size="h5">
              {pool.pool}
            </Title>
            <Text>{place(pool, now)}</Text>
            <Text size="sm" c="dimmed">
              {sentence(balance(pool.balance, pool.unit))}. You got {percent.format(pool.share)} of its leads, and{" "}
              {percent.format(pool.target_share)} is your part. {plain(pool.method)} among {pool.members}
              {pool.leads_last_hour > 0 && `, ${leads(pool.leads_last_hour)} in the last hour`}.
            </Text>
            <CapBars caps={pool.caps} of="From this pool" />
          </Stack>
        ))}
      </Stack>
    </Paper>
  );
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** How much he holds and gets, against what he may. */
export function Room({ turns }: { turns: Turns }) {
  const { capacity, caps } = turns;
  if (capacity.limit === null && caps.length === 0) return null;
  return (
    <Paper withBorder p="md" component="section" aria-label="My limits">
      <Title order={2} size="h4" mb="xs">
        My limits
      </Title>
      <Stack gap="sm">
        {capacity.limit !== null && <Bar name="Open at once" used={capacity.used} limit={capacity.limit} />}
        <CapBars caps={caps} />
      </Stack>
    </Paper>
  );
}
