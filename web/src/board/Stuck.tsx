import { Button, Group, Paper, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type LeadCard, type StuckReason, stuckLeadsQuery } from "../api/board";
import { ROUTE, Steps } from "../leads/Reassign";
import { Dialog } from "../shared/Dialog";
import { useRepChoices } from "../shared/RepName";
import { RouteLink } from "../shared/RouteLink";
import { useNow } from "../shared/useNow";
import { ago, count, plain } from "../shared/words";
import classes from "./Board.module.css";
import { FixButton } from "./FixButton";
import { causesOf, fixOfAll } from "./fixes";
import { Junk } from "./Junk";
import { keyOf, listOf, wordsFor } from "./reasons";
import { StuckLeads } from "./StuckLeads";
import { Suspicions } from "./Suspicions";
import type { BoardSearch } from "./search";

const route = getRouteApi("/shell/board");

const MOST = 6;

interface Props {
  reason: StuckReason;
  isOpen: boolean;
  mayAct: boolean;
  ask: (card: LeadCard) => void;
}

/** A reason: how many leads, for how long, what bars whom, and the buttons that help. */
export function Stuck({ reason, isOpen, mayAct, ask }: Props) {
  const now = useNow(30_000);
  const reps = useRepChoices();
  const nameOf = (rep: string) => reps.find((r) => r.value === rep)?.label ?? rep;
  const { title, help } = wordsFor(reason, nameOf);
  const key = keyOf(reason);
  const list = listOf(reason);
  const all = fixOfAll(reason);
  const { team } = route.useSearch();
  const closed = { ...(team !== undefined && { team }), view: "stuck" as const };
  return (
    <Paper component="section" withBorder p="sm" aria-label={title}>
      <Group justify="space-between" gap={4} align="baseline">
        <Text component="h2" fw={600}>
          {title}
        </Text>
        <Text size="sm" c="dimmed">
          {reason.oldest === null ? (
            "the oldest"
          ) : (
            <RouteLink to="/leads/$id" params={{ id: reason.oldest }} size="sm" underline="always">
              the oldest
            </RouteLink>
          )}{" "}
          came {ago(reason.oldest_at, now)}
        </Text>
      </Group>
      <Group gap="sm" my={4}>
        <RouteLink
          to="/board"
          search={isOpen ? closed : { ...closed, reason: key }}
          aria-expanded={isOpen}
          fw={600}
          size="sm"
        >
          {count(reason.count)} {reason.count === 1 ? "lead" : "leads"}
        </RouteLink>
        {list && (
          <RouteLink to="/leads" search={list} size="sm">
            in the list of leads
          </RouteLink>
        )}
      </Group>
      {help && (
        <Text size="sm" c="dimmed">
          {help}
        </Text>
      )}
      <Causes reason={reason} mayAct={mayAct} nameOf={nameOf} />
      {mayAct && (
        <Group mt="xs" gap="xs">
          {all && <FixButton fix={all} variant="filled" />}
          {reason.code === "inactive" && reason.id && <HandOver rep={reason.id} name={nameOf(reason.id)} />}
          {!isOpen && <Opener reason={reason} ask={ask} search={{ ...closed, reason: key }} />}
        </Group>
      )}
      {isOpen && <Behind reason={reason} mayAct={mayAct} ask={ask} />}
    </Paper>
  );
}

const openers: Partial<Record<StuckReason["code"], string>> = { duplicate: "Decide…", rejected: "Look through…" };

/** One lead is given away at once; many are shown first. */
function Opener({ reason, ask, search }: Pick<Props, "reason" | "ask"> & { search: BoardSearch }) {
  const queries = useQueryClient();
  const navigate = route.useNavigate();
  const name = openers[reason.code];
  const isOne = reason.count === 1 && name === undefined;
  const only = useMutation({
    mutationFn: () => queries.fetchQuery(stuckLeadsQuery(reason)),
    onSuccess: ({ items }) => items[0] && ask(items[0]),
  });
  return (
    <Button
      size="xs"
      variant="default"
      loading={only.isPending}
      onClick={() => (isOne ? only.mutate() : navigate({ search }))}
    >
      {name ?? (isOne ? "Give it to…" : "Give them to…")}
    </Button>
  );
}

function Causes({ reason, mayAct, nameOf }: Pick<Props, "reason" | "mayAct"> & { nameOf: (rep: string) => string }) {
  const causes = causesOf(reason, nameOf);
  const shown = causes.slice(0, MOST);
  const counts = Object.entries(reason.counts);
  if (causes.length === 0 && counts.length === 0) return null;
  const isPolicys = reason.code !== "waiting_for_hours" && causes.length > 0 && causes.every((c) => c.fix === null);
  return (
    <>
      <ul className={classes.causes}>
        {shown.map(({ words, fix }) => (
          <li key={words}>
            {words}
            {fix && mayAct && <FixButton fix={fix} />}
          </li>
        ))}
        {causes.length > shown.length && <li>and {causes.length - shown.length} more, as the oldest lead tells</li>}
        {counts.map(([code, number]) => (
          <li key={code}>
            {count(number)} passed over: {plain(code).toLowerCase()}
          </li>
        ))}
      </ul>
      {isPolicys && reason.kind === "rule" && (
        <Text size="sm">No button changes that: the rule “{reason.id}” or its pools must.</Text>
      )}
    </>
  );
}

function HandOver({ rep, name }: { rep: string; name: string }) {
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button size="xs" onClick={open}>
        Hand over all that {name} has…
      </Button>
      <Dialog opened={opened} close={close} size="lg" title={`Hand over what ${name} has`}>
        <Steps of={{ rep }} first={ROUTE} done={close} />
      </Dialog>
    </>
  );
}

function Behind({ reason, mayAct, ask }: Omit<Props, "isOpen">) {
  if (reason.code === "duplicate") return <Suspicions mayAct={mayAct} />;
  if (reason.code === "rejected") return <Junk mayAct={mayAct} />;
  return <StuckLeads reason={reason} mayAct={mayAct} ask={ask} />;
}
