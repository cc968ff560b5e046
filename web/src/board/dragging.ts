import {
  type Announcements,
  type CollisionDetection,
  closestCenter,
  type KeyboardCoordinateGetter,
  KeyboardSensor,
  MouseSensor,
  pointerWithin,
  TouchSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import type { Board } from "../api/board";
import { find } from "./moves";
import { barsOf, nameOf, repName } from "./words";

const MARGIN = 8;

/** The next column to the left or right, in the middle of which the lead then hangs. */
const byColumn: KeyboardCoordinateGetter = (event, { currentCoordinates, context }) => {
  const step = event.code === "ArrowRight" ? 1 : event.code === "ArrowLeft" ? -1 : 0;
  const here = context.collisionRect?.left;
  if (step === 0 || here === undefined) return undefined;
  event.preventDefault();
  const lefts = context.droppableContainers
    .getEnabled()
    .flatMap((c) => context.droppableRects.get(c.id)?.left ?? [])
    .sort((a, b) => a - b);
  const next = step > 0 ? lefts.find((l) => l > here + MARGIN) : lefts.findLast((l) => l < here - 2 * MARGIN);
  return next === undefined ? undefined : { ...currentCoordinates, x: next + MARGIN };
};

/** By mouse after some pixels, so that a click stays one; by finger after a moment, so that one can still scroll; by keyboard. */
export function useHands() {
  return useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 250, tolerance: 8 } }),
    useSensor(KeyboardSensor, { coordinateGetter: byColumn, scrollBehavior: "auto" }),
  );
}

/** The column under the pointer, and beside all columns none: what is let go there stays where it was. */
export const underHand: CollisionDetection = (args) =>
  args.pointerCoordinates ? pointerWithin(args) : closestCenter(args);

export const instructions = {
  draggable:
    "Press space to take the lead, the left and right arrows to choose a rep, space again to give it to him, escape to leave it where it is.",
};

/** What a screen reader says while a lead is moved. */
export function announcementsOf(board: Board): Announcements {
  const lead = (id: string | number) => {
    const found = find(board, String(id));
    return found ? nameOf(found.card) : "The lead";
  };
  const rep = (id: string | number) => board.reps.find((r) => r.id === id);
  return {
    onDragStart: ({ active }) => `${lead(active.id)} is taken.`,
    onDragOver: ({ active, over }) => {
      const to = over && rep(over.id);
      if (!to) return `${lead(active.id)} is over nobody.`;
      const bars = barsOf(to, Date.now());
      return `${lead(active.id)} is over ${repName(to)}${bars.length > 0 ? `, ${bars.join(", ")}` : ""}.`;
    },
    onDragEnd: ({ active, over }) => {
      const to = over && rep(over.id);
      return to ? `${lead(active.id)} is let go at ${repName(to)}.` : `${lead(active.id)} stays where it was.`;
    },
    onDragCancel: ({ active }) => `${lead(active.id)} stays where it was.`,
  };
}
