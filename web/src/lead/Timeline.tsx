import { Paper, Skeleton, Spoiler, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Schemas } from "../api/client";
import { timelineQuery } from "../api/timeline";
import { useNames } from "../shared/RepName";
import { Trouble } from "../shared/Trouble";
import { instant, plain } from "../shared/words";
import classes from "./Lead.module.css";
import { told } from "./told";

/** All that happened to a lead, in order, each step with what it rests on. */
export function Timeline({ id }: { id: string }) {
  const timeline = useQuery(timelineQuery(id));
  const name = useNames();
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4" mb="sm">
        Timeline
      </Title>
      {timeline.error && <Trouble error={timeline.error} retry={() => timeline.refetch()} />}
      {timeline.isPending && <Skeleton height={120} />}
      <ol className={classes.line}>
        {timeline.data?.items.map((event, index) => {
          const { title, facts, trace, isQuiet } = told(event, name);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a history only grows at its end
            <li key={index} data-quiet={isQuiet === true}>
              <Text fw={isQuiet ? 400 : 600}>{title}</Text>
              <Text size="xs" c="dimmed">
                {instant(event.at)}
                {event.actor && ` · ${name(event.actor)}`}
              </Text>
              {facts.map((fact) => (
                <Text key={fact} size="sm">
                  {fact}
                </Text>
              ))}
              {"note" in event && typeof event.note === "string" && <Text size="sm">“{event.note}”</Text>}
              {trace && <PassedOver trace={trace} name={name} />}
            </li>
          );
        })}
      </ol>
    </Paper>
  );
}

function PassedOver({ trace, name }: { trace: Schemas["EventTrace"]; name: (rep: string) => string }) {
  const { passed_over: reps, counts } = trace;
  if (reps.length === 0 && counts.length === 0) return null;
  return (
    <Spoiler maxHeight={66} showLabel="Show all who were passed over" hideLabel="Show fewer">
      {reps.map((r) => (
        <Text key={`${r.rep} ${r.pool}`} size="sm">
          {name(r.rep)} was passed over: {plain(r.code).toLowerCase()}
          {r.actual !== undefined && r.needed !== undefined && `, ${r.actual} of ${r.needed}`}
        </Text>
      ))}
      {counts.map((c) => (
        <Text key={c.code} size="sm">
          {c.count} passed over: {plain(c.code).toLowerCase()}
        </Text>
      ))}
    </Spoiler>
  );
}
