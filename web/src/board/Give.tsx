import { Progress, Skeleton, Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type BoardRep, boardQuery, type LeadCard } from "../api/board";
import { Dialog } from "../shared/Dialog";
import { Trouble } from "../shared/Trouble";
import { useNow } from "../shared/useNow";
import classes from "./Board.module.css";
import type { Move } from "./useMoves";
import { barsOf, leadsOf, loadOf, nameOf, repName } from "./words";

const FEW = 8;

/** Asks to whom a lead goes, those who can take it first. */
export function Give({ card, close, give }: { card: LeadCard | null; close: () => void; give: (move: Move) => void }) {
  return (
    <Dialog opened={card !== null} close={close} title={card && `Give ${nameOf(card)} to`}>
      {card && (
        <Reps
          card={card}
          choose={(to) => {
            give({ card, to });
            close();
          }}
        />
      )}
    </Dialog>
  );
}

function Reps({ card, choose }: { card: LeadCard; choose: (rep: BoardRep) => void }) {
  const board = useQuery(boardQuery("*", 1));
  const [part, setPart] = useState("");
  const now = useNow(30_000);
  if (board.error) return <Trouble error={board.error} retry={() => board.refetch()} />;
  if (!board.data) return <Skeleton height={200} role="status" aria-label="Reading" />;
  const others = board.data.reps
    .filter((r) => r.active && r.id !== card.owner)
    .map((rep) => ({ rep, bars: barsOf(rep, now) }))
    .sort((a, b) => Number(a.bars.length > 0) - Number(b.bars.length > 0) || a.rep.open - b.rep.open);
  const shown = others.filter(({ rep }) => repName(rep).toLowerCase().includes(part.trim().toLowerCase()));
  return (
    <Stack gap="xs">
      {others.length > FEW && (
        <TextInput
          aria-label="A part of the name"
          placeholder="A part of the name"
          value={part}
          onChange={(e) => setPart(e.currentTarget.value)}
          data-autofocus
        />
      )}
      {others.length === 0 && <Text>There is nobody else.</Text>}
      {shown.map(({ rep, bars }) => (
        <UnstyledButton key={rep.id} className={classes.choice} onClick={() => choose(rep)}>
          <span className={classes.cardHead}>
            <Text span fw={600}>
              {repName(rep)}
            </Text>
            <Text span size="xs" c="dimmed">
              {`${leadsOf(rep)}, ${loadOf(rep)}`}
            </Text>
          </span>
          {rep.capacity !== null && (
            <Progress value={Math.min(100, (rep.open / (rep.capacity || 1)) * 100)} size="xs" aria-hidden my={4} />
          )}
          {bars.length > 0 && (
            <Text size="xs" className={classes.due} data-tone="stuck">
              {bars.join(", ")}
            </Text>
          )}
        </UnstyledButton>
      ))}
      <Text size="xs" c="dimmed">
        By hand a manager may go over limits, hours and absences; it is recorded.
      </Text>
    </Stack>
  );
}
