import { DndContext, DragOverlay } from "@dnd-kit/core";
import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { type Board, boardQuery, type LeadCard } from "../api/board";
import { Empty } from "../shared/Empty";
import { RouteLink } from "../shared/RouteLink";
import { Trouble } from "../shared/Trouble";
import classes from "./Board.module.css";
import { CardBody } from "./Card";
import { NobodyColumn } from "./Column";
import { announcementsOf, instructions, underHand, useHands } from "./dragging";
import { type Found, find } from "./moves";
import { RepColumns } from "./RepColumns";
import type { Move } from "./useMoves";

const shell = getRouteApi("/shell");

/** The reps side by side with what they hold, after the places where nobody holds anything. */
export function Columns({ team, rep, mayAct, ask, give }: Props) {
  const { me } = shell.useRouteContext();
  const board = useQuery(boardQuery(team));
  if (board.error) {
    return (
      <>
        <Trouble error={board.error} retry={() => board.refetch()} />
        <RouteLink to="/board" search={{ team: "*" }}>
          Show all teams
        </RouteLink>
      </>
    );
  }
  if (!board.data) return <Waiting />;
  if (board.data.reps.length === 0 && board.data.shown.length === 0) {
    return (
      <Empty
        title="There are no reps yet"
        action={me.role === "admin" && <RouteLink to="/start">Start from a template</RouteLink>}
      >
        Reps and teams stand in the workspace. As soon as it is published they are here, each with the leads they hold.
      </Empty>
    );
  }
  return <Movable board={board.data} rep={rep} mayAct={mayAct} ask={ask} give={give} />;
}

function Movable({ board, rep, mayAct, ask, give }: Omit<Props, "team"> & { board: Board }) {
  const hands = useHands();
  const [box, setBox] = useState<HTMLElement | null>(null);
  const [lifted, setLifted] = useState<Found | null>(null);

  function drop(id: string, rep: string | undefined) {
    setLifted(null);
    const found = find(board, id);
    const to = board.reps.find((r) => r.id === rep);
    if (found && to && found.rep !== to.id) give({ card: found.card, to });
  }

  return (
    <DndContext
      sensors={hands}
      collisionDetection={underHand}
      accessibility={{ announcements: announcementsOf(board), screenReaderInstructions: instructions }}
      onDragStart={({ active }) => setLifted(find(board, String(active.id)) ?? null)}
      onDragCancel={() => setLifted(null)}
      onDragEnd={({ active, over }) => drop(String(active.id), over ? String(over.id) : undefined)}
    >
      <section
        ref={setBox}
        className={classes.board}
        data-lifted={lifted !== null}
        aria-label="Reps and their leads"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <NobodyColumn places={board.unowned} mayAct={mayAct} give={ask} />
        <RepColumns
          box={box}
          reps={board.reps}
          kept={lifted?.rep ?? undefined}
          sought={rep}
          mayAct={mayAct}
          give={ask}
        />
      </section>
      <DragOverlay dropAnimation={null}>
        {lifted && (
          <div className={`${classes.card} ${classes.lifted}`}>
            <CardBody card={lifted.card} />
          </div>
        )}
      </DragOverlay>
    </DndContext>
  );
}

function Waiting() {
  return (
    <div className={classes.board} role="status" aria-label="Reading">
      {[0, 1, 2, 3].map((place) => (
        <Skeleton key={place} className={classes.column} height="100%" />
      ))}
    </div>
  );
}

interface Props {
  team: string | undefined;
  /** Whose column is to be seen. */
  rep: string | undefined;
  mayAct: boolean;
  /** Asks to whom a lead goes. */
  ask: (card: LeadCard) => void;
  give: (move: Move) => void;
}
