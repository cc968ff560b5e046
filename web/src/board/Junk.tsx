import { Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { junkQuery, restore } from "../api/board";
import { isOpen, titleOf } from "../shared/leads";
import { RouteLink } from "../shared/RouteLink";
import { Trouble } from "../shared/Trouble";
import { useNow } from "../shared/useNow";
import { ago } from "../shared/words";
import classes from "./Board.module.css";
import { FixButton } from "./FixButton";

/** What was put aside, to be looked through. */
export function Junk({ mayAct }: { mayAct: boolean }) {
  const now = useNow(30_000);
  const junk = useQuery(junkQuery);
  if (junk.error) return <Trouble error={junk.error} retry={() => junk.refetch()} />;
  if (!junk.data) return <Skeleton height={120} mt="xs" role="status" aria-label="Reading" />;
  return (
    <ul className={classes.rows}>
      {junk.data.items.filter(isOpen).map((lead) => (
        <li key={lead.id}>
          <span className={classes.rowName}>
            <RouteLink to="/leads/$id" params={{ id: lead.id }} fw={500} size="sm">
              {titleOf(lead)}
            </RouteLink>
            <Text span size="xs" c="dimmed">
              {lead.fields.company && `${lead.fields.company}, `}came {ago(lead.created_at, now)}
            </Text>
          </span>
          {mayAct && (
            <FixButton fix={{ name: "No junk", run: () => restore(lead.id), done: `${titleOf(lead)} goes its way.` }} />
          )}
        </li>
      ))}
    </ul>
  );
}
