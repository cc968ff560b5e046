import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import type { Me } from "../api/client";
import { Actions } from "../lead/Actions";
import type { ActionName } from "../lead/actions";
import { Empty } from "../shared/Empty";
import { titleOf } from "../shared/leads";
import { RouteLink } from "../shared/RouteLink";
import { ago, count, instant } from "../shared/words";
import classes from "./Turn.module.css";
import type { Work } from "./turns";
import { useServerNow } from "./useServerNow";
import { breach, span, step } from "./words";

const groups: [Work["next"], string][] = [
  ["first_contact", "Get in touch first"],
  ["follow_up", "Follow up"],
  ["work", "In work"],
];
const quick: ActionName[] = ["contact", "outcome"];
const FIRST = 5;

/** His leads by what comes next, the most urgent first in each. */
export function MyWork({ work, isAll, me, coming }: { work: Work[]; isAll: boolean; me: Me; coming: string }) {
  if (work.length === 0) {
    return <Empty title="You have no open lead">{coming}</Empty>;
  }
  return (
    <>
      {groups.map(([next, name]) => {
        const some = work.filter((w) => w.next === next);
        return some.length > 0 && <Step key={next} name={name} next={next} work={some} me={me} />;
      })}
      {!isAll && (
        <Button component={Link} to="/leads" variant="default">
          All my leads
        </Button>
      )}
    </>
  );
}

function Step({ name, next, work, me }: { name: string; next: Work["next"]; work: Work[]; me: Me }) {
  const [all, { open }] = useDisclosure();
  const shown = all ? work : work.slice(0, FIRST);
  return (
    <Stack gap="xs" component="section" aria-label={name}>
      <Title order={2} size="h4">
        {name}{" "}
        <Text span c="dimmed" inherit fw={400}>
          {count(work.length)}
        </Text>
      </Title>
      <Text size="sm" c="dimmed">
        {step(next)}
      </Text>
      {shown.map((item) => (
        <Card key={item.lead.id} work={item} me={me} />
      ))}
      {shown.length < work.length && (
        <Button variant="default" onClick={open}>
          Show {count(work.length - shown.length)} more
        </Button>
      )}
    </Stack>
  );
}

function Card({ work, me }: { work: Work; me: Me }) {
  const { lead } = work;
  return (
    <Paper withBorder p="xs" px="sm">
      <Group justify="space-between" gap="xs" align="flex-start">
        <Stack gap={2} flex={1} miw={200}>
          <RouteLink to="/leads/$id" params={{ id: lead.id }} fw={600}>
            {titleOf(lead)}
            {lead.fields.company && lead.fields.company !== titleOf(lead) && `, ${lead.fields.company}`}
          </RouteLink>
          <Clock work={work} />
          {work.guidance && <Text size="sm">{work.guidance}</Text>}
        </Stack>
        <Actions lead={lead} id={lead.id} me={me} only={quick} />
      </Group>
    </Paper>
  );
}

function Clock({ work }: { work: Work }) {
  const now = useServerNow(15_000);
  if (work.due_at) {
    const left = span(Date.parse(work.due_at) - now);
    const isLate = work.overdue || Date.parse(work.due_at) <= now;
    return (
      <Text size="sm" className={isLate ? classes.late : undefined} title={instant(work.due_at)}>
        {isLate ? `Overdue by ${left}` : `Due in ${left}. ${breach(work.on_breach)}`}
      </Text>
    );
  }
  if (work.recycles_at) {
    return (
      <Text size="sm" title={instant(work.recycles_at)}>
        Goes back in {span(Date.parse(work.recycles_at) - now)} if nobody touches it
      </Text>
    );
  }
  return (
    <Text size="sm" c="dimmed">
      Yours {ago(work.lead.assigned_at ?? work.lead.created_at, now)}
    </Text>
  );
}
