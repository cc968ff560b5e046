import { useDraggable } from "@dnd-kit/core";
import { ActionIcon, Text } from "@mantine/core";
import { memo, type ReactNode, useMemo } from "react";
import type { LeadCard } from "../api/board";
import { Icon } from "../shared/Icon";
import { RouteLink } from "../shared/RouteLink";
import { useNow } from "../shared/useNow";
import { ago, plain } from "../shared/words";
import classes from "./Board.module.css";
import { Due } from "./Due";
import { nameOf } from "./words";

/**
 * A lead that can be taken by hand: with the mouse or a finger anywhere on it, with the keyboard by its grip. The button beside
 * it does the same without dragging.
 */
export function MovableCard({ card, give }: { card: LeadCard; give: (card: LeadCard) => void }) {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, isDragging } = useDraggable({ id: card.id });
  const { onKeyDown, ...pointer } = listeners ?? {};
  const tools = useMemo(
    () => (
      <>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="md"
          aria-label={`Give ${nameOf(card)} to…`}
          onClick={() => give(card)}
        >
          <Icon name="more" size={16} />
        </ActionIcon>
        <ActionIcon
          ref={setActivatorNodeRef}
          variant="subtle"
          color="gray"
          size="md"
          className={classes.grip}
          {...attributes}
          aria-label={`Move ${nameOf(card)}`}
          onKeyDown={onKeyDown as React.KeyboardEventHandler}
        >
          <Icon name="grip" size={16} />
        </ActionIcon>
      </>
    ),
    [card, give, attributes, setActivatorNodeRef, onKeyDown],
  );
  return (
    <li ref={setNodeRef} className={classes.card} data-movable data-dragging={isDragging} {...pointer}>
      <CardBody card={card}>{tools}</CardBody>
    </li>
  );
}

/** Every card hears of each step of one that is carried, but need not be drawn anew for it. */
export const CardBody = memo(function CardBody({ card, children }: { card: LeadCard; children?: ReactNode }) {
  const now = useNow(30_000);
  const isNamed = card.name !== null && card.company !== null;
  return (
    <>
      <div className={classes.cardHead}>
        <RouteLink
          to="/leads/$id"
          params={{ id: card.id }}
          fw={600}
          size="sm"
          truncate
          draggable={false}
          preload={false}
        >
          {nameOf(card)}
        </RouteLink>
        {card.grade && (
          <Text span size="xs" fw={700} className={classes.grade} title={`Grade ${card.grade}`}>
            {card.grade}
          </Text>
        )}
      </div>
      {isNamed && (
        <Text size="xs" c="dimmed" truncate>
          {card.company}
        </Text>
      )}
      <div className={classes.cardFoot}>
        {card.due ? (
          <Due due={card.due} />
        ) : (
          <Text span size="xs" c="dimmed">
            {card.status === "working" ? `${plain(card.status)}, ` : ""}
            {ago(card.assigned_at ?? card.created_at, now)}
          </Text>
        )}
        <span className={classes.tools}>{children}</span>
      </div>
    </>
  );
});
