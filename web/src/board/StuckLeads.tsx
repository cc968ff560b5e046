import { Button, Group, Skeleton, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type LeadCard, type StuckReason, stuckLeadsQuery } from "../api/board";
import { Steps } from "../leads/Reassign";
import { Dialog } from "../shared/Dialog";
import { RepName } from "../shared/RepName";
import { RouteLink } from "../shared/RouteLink";
import { Trouble } from "../shared/Trouble";
import { useNow } from "../shared/useNow";
import { ago, count } from "../shared/words";
import classes from "./Board.module.css";
import { Due } from "./Due";
import { nameOf } from "./words";

/** The leads behind a number, the oldest first, each to be given away. */
export function StuckLeads({ reason, mayAct, ask }: Props) {
  const now = useNow(30_000);
  const leads = useQuery(stuckLeadsQuery(reason));
  if (leads.error) return <Trouble error={leads.error} retry={() => leads.refetch()} />;
  if (!leads.data) return <Skeleton height={120} mt="xs" role="status" aria-label="Reading" />;
  const { items, count: total } = leads.data;
  return (
    <>
      <ul className={classes.rows}>
        {items.map((card) => (
          <li key={card.id}>
            <span className={classes.rowName}>
              <RouteLink to="/leads/$id" params={{ id: card.id }} fw={500} size="sm">
                {nameOf(card)}
              </RouteLink>
              <Text span size="xs" c="dimmed">
                {card.name !== null && card.company !== null && `${card.company}, `}
                {card.owner && (
                  <>
                    <RepName id={card.owner} />
                    {", "}
                  </>
                )}
                came {ago(card.created_at, now)}
              </Text>
              {card.due && <Due due={card.due} />}
            </span>
            {mayAct && (
              <Button size="xs" variant="default" onClick={() => ask(card)} aria-label={`Give to… ${nameOf(card)}`}>
                Give to…
              </Button>
            )}
          </li>
        ))}
      </ul>
      {total > items.length && (
        <Text size="sm" c="dimmed" mt={4}>
          These are the oldest {items.length} of {count(total)}.
        </Text>
      )}
      {mayAct && items.length > 1 && <GiveAll leads={items.map((l) => l.id)} />}
    </>
  );
}

function GiveAll({ leads }: { leads: string[] }) {
  const [opened, { open, close }] = useDisclosure();
  const queries = useQueryClient();
  return (
    <Group mt="xs">
      <Button size="xs" variant="default" onClick={open}>
        Give all {leads.length} to…
      </Button>
      <Dialog opened={opened} close={close} size="lg" title={`Give ${leads.length} leads away`}>
        <Steps
          of={{ leads }}
          done={() => {
            close();
            queries.invalidateQueries({ queryKey: ["leads"] });
          }}
        />
      </Dialog>
    </Group>
  );
}

interface Props {
  reason: StuckReason;
  mayAct: boolean;
  ask: (card: LeadCard) => void;
}
