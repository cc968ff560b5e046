import { Paper, Text, Title } from "@mantine/core";
import type { Schemas } from "../api/client";
import { RouteLink } from "../shared/RouteLink";
import { ago, count, instant } from "../shared/words";
import { alike, type SkipsAlike } from "./skips";
import classes from "./Turn.module.css";
import { useServerNow } from "./useServerNow";

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
          {alike(skips.items).map((line) => (
            <Line key={`${line.last.pool} ${line.words}`} {...line} />
          ))}
        </ul>
      )}
      {skips.items.length < skips.count && (
        <Text size="sm" c="dimmed">
          The newest {skips.items.length} are counted here.
        </Text>
      )}
    </Paper>
  );
}

function Line({ last, words, count: times }: SkipsAlike) {
  const now = useServerNow(30_000);
  return (
    <li>
      <Text size="sm">
        {last.pool && (
          <Text span inherit c="dimmed">
            {last.pool}:{" "}
          </Text>
        )}
        {words}
      </Text>
      <Text size="sm" c="dimmed">
        {times > 1 && `${count(times)} times, last `}
        <span title={instant(last.at)}>{ago(last.at, now)}</span>
        {last.lead && (
          <>
            {" · "}
            <RouteLink to="/leads/$id" params={{ id: last.lead }} inherit underline="always">
              {times > 1 ? "that lead" : "the lead"}
            </RouteLink>
          </>
        )}
      </Text>
    </li>
  );
}
