import { Group, Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { dismiss, merge, suspicionsQuery } from "../api/board";
import type { Lead } from "../api/client";
import { titleOf } from "../shared/leads";
import { RepName } from "../shared/RepName";
import { RouteLink } from "../shared/RouteLink";
import { Trouble } from "../shared/Trouble";
import { plain } from "../shared/words";
import classes from "./Board.module.css";
import { FixButton } from "./FixButton";

/** Pairs that may be one person, for somebody to say whether they are. */
export function Suspicions({ mayAct }: { mayAct: boolean }) {
  const pairs = useQuery(suspicionsQuery);
  if (pairs.error) return <Trouble error={pairs.error} retry={() => pairs.refetch()} />;
  if (!pairs.data) return <Skeleton height={120} mt="xs" role="status" aria-label="Reading" />;
  return (
    <ul className={classes.rows}>
      {pairs.data.items.map((pair) => (
        <li key={pair.id}>
          <span className={classes.rowName}>
            <Text span size="sm">
              <Who lead={pair.lead} /> may be <Who lead={pair.of} />
            </Text>
            <Text span size="xs" c="dimmed">
              {Math.round(pair.score * 100)} % likely:{" "}
              {pair.evidence
                .filter((e) => e.bits > 0)
                .map((e) => plain(e.field).toLowerCase())
                .join(", ")}
            </Text>
          </span>
          {mayAct && (
            <Group gap="xs" wrap="nowrap">
              <FixButton
                fix={{ name: "Same person", run: () => merge(pair), done: `${titleOf(pair.lead)} is merged.` }}
              />
              <FixButton fix={{ name: "Two people", run: () => dismiss(pair), done: "They stay two." }} />
            </Group>
          )}
        </li>
      ))}
    </ul>
  );
}

function Who({ lead }: { lead: Lead }) {
  return (
    <>
      <RouteLink to="/leads/$id" params={{ id: lead.id }} fw={500} size="sm">
        {titleOf(lead)}
      </RouteLink>{" "}
      ({lead.owner ? <RepName id={lead.owner} /> : "no owner"})
    </>
  );
}
