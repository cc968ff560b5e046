import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import { type Board, type BoardRep, boardKey, giveLead, type LeadCard } from "../api/board";
import { wordsOf } from "../api/client";
import { given } from "./moves";
import { takeBack } from "./takeBack";
import { barsOf, nameOf, repName } from "./words";

const LONG_ENOUGH = 12_000;

/** A lead on its way to a rep. Who has it now is in the card: the server gives it only if that is still so. */
export interface Move {
  card: LeadCard;
  to: BoardRep;
}

/** Gives leads, at once on the screen and then on the server; and takes the last one back. */
export function useMoves(nameById: (rep: string) => string) {
  const queries = useQueryClient();
  const last = useRef<Move | null>(null);
  const changed = () => queries.invalidateQueries({ queryKey: ["leads"] });

  const undo = useMutation({
    mutationFn: ({ card, to }: Move) => takeBack(card, to.id, nameById),
    onSuccess: (words, { card }) => notifications.show({ title: nameOf(card), message: words }),
    onError: (error, { card, to }) =>
      notifications.show({
        color: "red",
        autoClose: false,
        role: "alert",
        title: `${nameOf(card)} could not be taken back from ${repName(to)}`,
        message: error.name === "Error" ? error.message : wordsOf(error),
      }),
    onSettled: changed,
  });
  const { mutate: takeItBack } = undo;

  const undoLast = useCallback(() => {
    const move = last.current;
    last.current = null;
    if (!move) return;
    notifications.hide(toastOf(move));
    takeItBack(move);
  }, [takeItBack]);

  const give = useMutation({
    scope: { id: "moves" },
    mutationFn: ({ card, to }: Move) => giveLead(card.id, to.id, card.owner),
    onMutate: async ({ card, to }) => {
      await queries.cancelQueries({ queryKey: boardKey });
      const before = queries.getQueriesData<Board>({ queryKey: boardKey });
      queries.setQueriesData<Board>({ queryKey: boardKey }, (board) => board && given(board, card.id, to.id));
      return before;
    },
    onError: (error, { card, to }, before) => {
      for (const [key, board] of before ?? []) queries.setQueryData(key, board);
      notifications.show({
        color: "red",
        autoClose: false,
        role: "alert",
        title: `${nameOf(card)} was not given to ${repName(to)}`,
        message: wordsOf(error),
      });
    },
    onSuccess: (_, move) => {
      last.current = move;
      notifications.show({
        id: toastOf(move),
        autoClose: LONG_ENOUGH,
        title: `${nameOf(move.card)} is with ${repName(move.to)}`,
        message: <Done move={move} undo={undoLast} />,
      });
    },
    onSettled: changed,
  });
  return { give: give.mutate, undoLast };
}

function toastOf({ card }: Move): string {
  return `moved ${card.id}`;
}

// The rules would not have: a manager may, and hears of it.
function Done({ move: { card, to }, undo }: { move: Move; undo: () => void }) {
  const bars = barsOf(to, Date.now());
  return (
    <Group justify="space-between" gap="xs" wrap="nowrap">
      <Text size="sm">
        {bars.length > 0
          ? `Given all the same: ${bars.join(", ")}. By hand a manager may.`
          : card.owner
            ? "The one before does not have it any more."
            : "It had no owner."}
      </Text>
      <Button size="xs" variant="default" onClick={undo} title="Key u" flex="none">
        Undo
      </Button>
    </Group>
  );
}
