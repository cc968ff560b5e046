import { Skeleton, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type LeadCard, stuckQuery } from "../api/board";
import { Empty } from "../shared/Empty";
import { RouteLink } from "../shared/RouteLink";
import { Trouble } from "../shared/Trouble";
import { keyOf } from "./reasons";
import { Stuck } from "./Stuck";

interface Props {
  mayAct: boolean;
  /** Asks to whom a lead goes. */
  ask: (card: LeadCard) => void;
  /** Whose leads are shown. */
  open: string | undefined;
}

/** Everything that does not go on by itself, by what stops it, each with what helps. */
export function Inbox({ mayAct, ask, open }: Props) {
  const stuck = useQuery(stuckQuery);
  if (stuck.error) return <Trouble error={stuck.error} retry={() => stuck.refetch()} />;
  if (!stuck.data) {
    return (
      <Stack gap="sm" maw={900} role="status" aria-label="Reading">
        {[0, 1, 2].map((place) => (
          <Skeleton key={place} height={112} />
        ))}
      </Stack>
    );
  }
  if (stuck.data.length === 0) {
    return (
      <Empty title="Nothing is stuck" action={<RouteLink to="/board">See who has what</RouteLink>}>
        Leads that wait, lie unclaimed, run late or belong to somebody who has left appear here by themselves, each
        reason with what helps.
      </Empty>
    );
  }
  return (
    <Stack gap="sm" maw={900}>
      {stuck.data.map((reason) => (
        <Stuck key={keyOf(reason)} reason={reason} isOpen={keyOf(reason) === open} mayAct={mayAct} ask={ask} />
      ))}
    </Stack>
  );
}
