import { Paper, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQueries, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { type StuckReason, stuckQuery } from "../api/board";
import { countQuery } from "../api/lists";
import { keyOf } from "../board/reasons";
import { RepName } from "../shared/RepName";
import { RouteLink } from "../shared/RouteLink";
import { Trouble } from "../shared/Trouble";
import { count, plain } from "../shared/words";

const waits = ["no_eligible_rep", "waiting_for_hours", "no_rule", "paused"];
const help: Record<string, string> = {
  no_eligible_rep: "Nobody passed every gate: look at one to see which.",
  waiting_for_hours: "They are given out when the first calendar opens.",
  no_rule: "No rule matched: add one without a condition at the end.",
  paused: "Resume what is paused, and they are given out.",
};

/** The leads that nobody has, or nobody any more: those that wait, by reason, and those that lie in queues. */
export function Nobody() {
  const counts = useQueries({
    queries: [...waits.map((reason) => countQuery({ status: "waiting", reason })), countQuery({ status: "queued" })],
  });
  const stuck = useQuery(stuckQuery);
  const all = [...counts, stuck];
  const failed = all.find((q) => q.error);
  const again = () => all.filter((q) => q.error).map((q) => q.refetch());
  return (
    <Paper withBorder p="md" component="section" aria-label="Nobody has them">
      <Title order={2} size="h4" mb="xs">
        Nobody has them
      </Title>
      {failed ? (
        <Trouble error={failed.error} retry={again} />
      ) : all.some((q) => q.isPending) ? (
        <Skeleton height={48} />
      ) : (
        <Lines counts={counts.map((c) => c.data!)} stuck={stuck.data!} />
      )}
    </Paper>
  );
}

type Count = { count: number; isCapped: boolean };

function Lines({ counts, stuck }: { counts: Count[]; stuck: StuckReason[] }) {
  const waiting = waits.flatMap((reason, index) => {
    const found = counts[index];
    return found && found.count > 0 ? [{ reason, ...found }] : [];
  });
  const queued = counts[waits.length]!;
  const late = stuck.filter((r) => r.code === "queued");
  const left = stuck.filter((r) => r.code === "inactive");
  const isMore = queued.count > late.reduce((sum, r) => sum + r.count, 0);
  if (waiting.length + queued.count + left.length === 0) {
    return <Text>Every lead has somebody, or somebody is asked. Nothing is stuck.</Text>;
  }
  return (
    <Stack gap="xs">
      {waiting.map(({ reason, ...number }) => (
        <Line key={reason} help={help[reason]}>
          <RouteLink to="/leads" search={{ status: "waiting", reason }} fw={600}>
            {told(number)}: {plain(reason).toLowerCase()}
          </RouteLink>
        </Line>
      ))}
      {late.map((reason) => (
        <Line
          key={keyOf(reason)}
          help="At a desk a manager gives them away; elsewhere nobody has claimed them in time."
        >
          <RouteLink to="/board" search={{ view: "stuck", reason: keyOf(reason) }} fw={600}>
            {count(reason.count)}: stuck in the queue “{reason.id}”
          </RouteLink>
        </Line>
      ))}
      {left.map((reason) => (
        <Line key={keyOf(reason)} help="Hand them over to somebody who is there.">
          <RouteLink to="/board" search={{ view: "stuck", reason: keyOf(reason) }} fw={600}>
            {count(reason.count)}: with <RepName id={reason.id ?? ""} />, who has left
          </RouteLink>
        </Line>
      ))}
      {isMore && (
        <Line
          help={late.length === 0 ? "They are there to be claimed." : "The others are still to be claimed in time."}
        >
          <RouteLink to="/leads" search={{ status: "queued" }} fw={600}>
            {told(queued)}: in queues{late.length > 0 && " altogether"}
          </RouteLink>
        </Line>
      )}
    </Stack>
  );
}

function Line({ help, children }: { help: string | undefined; children: ReactNode }) {
  return (
    <div>
      {children}
      <Text size="sm" c="dimmed">
        {help}
      </Text>
    </div>
  );
}

function told({ count: number, isCapped }: Count): string {
  return isCapped ? `${count(number)} or more` : count(number);
}
