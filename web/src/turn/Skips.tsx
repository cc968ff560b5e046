import { Paper, Text, Title } from "@mantine/core";
import type { Schemas } from "../api/client";
import { RouteLink } from "../shared/RouteLink";
import { ago, count, instant } from "../shared/words";
import classes from "./Turn.module.css";
import { useServerNow } from "./useServerNow";
import { barred } from "./words";

/** The decisions of his day that passed him over, with the gate that did it. */
export function Skips({ skips }: { skips: Schemas["MySkips"] }) {
  return (
    <Paper withBorder p="md" component="section" aria-label="Passed over today">
      <Title order={2} size="h4" mb="xs">
        Passed over today{" "}
        {skips.count > 0 && (
          <Text span c="dimmed" inherit fw={400}>
            {count(skips.count)}
            {skips.count_is_capped && " or more"}
          </Text>
        )}
      </Title>
      {skips.count === 0 ? (
        <Text c="dimmed">No lead has gone past you today.</Text>
      ) : (
        <ul className={classes.list}>
          {skips.items.map((skip) => (
            <Line key={`${skip.at} ${skip.pool} ${skip.lead}`} skip={skip} />
          ))}
        </ul>
      )}
      {skips.items.length < skips.count && (
        <Text size="sm" c="dimmed">
          The newest {skips.items.length} are shown.
        </Text>
      )}
    </Paper>
  );
}

function Line({ skip }: { skip: Schemas["MySkip"] }) {
  const now = useServerNow(30_000);
  return (
    <li>
      <Text size="sm">
        <Text span inherit c="dimmed" title={instant(skip.at)}>
          {ago(skip.at, now)}
          {skip.pool && `, ${skip.pool}`}
          {": "}
        </Text>
        {barred(skip)}
        {skip.lead && (
          <>
            {" · "}
            <RouteLink to="/leads/$id" params={{ id: skip.lead }} inherit underline="always">
              the lead
            </RouteLink>
          </>
        )}
      </Text>
    </li>
  );
}
