import { useViewportSize } from "@mantine/hooks";
import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useState } from "react";
import type { BoardRep, LeadCard } from "../api/board";
import classes from "./Board.module.css";
import { RepColumn } from "./Column";

const GAP = 12;
const WIDE = 272;
const PHONE = 768;

/**
 * The reps' columns, of which only those that can be seen exist, some beside them, and those that must not go away: the one out
 * of which a lead is being dragged, for a finger's touches end with the element on which they began, and the one with the focus.
 */
export function RepColumns({ box, reps, kept, sought, mayAct, give }: Props) {
  const { width: screen } = useViewportSize();
  const isPhone = (screen || window.innerWidth) <= PHONE;
  const width = isPhone ? Math.round((screen || window.innerWidth) * 0.8) : WIDE;
  const [focused, setFocused] = useState<string>();
  const pinned = [kept, focused].map((id) => reps.findIndex((r) => r.id === id)).filter((i) => i >= 0);
  const pins = pinned.join();
  const rangeExtractor = useCallback(
    (range: Range) => {
      const shown = new Set([...defaultRangeExtractor(range), ...pins.split(",").filter(Boolean).map(Number)]);
      return [...shown].filter((i) => i < range.count).sort((a, b) => a - b);
    },
    [pins],
  );
  const columns = useVirtualizer({
    horizontal: true,
    count: reps.length,
    getScrollElement: () => box,
    estimateSize: () => width,
    getItemKey: (i) => reps[i]!.id,
    gap: GAP,
    // The column of what nobody has stands before them.
    scrollMargin: width + GAP,
    scrollPaddingStart: GAP,
    overscan: 3,
    rangeExtractor,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: with another width all of them are elsewhere
  useEffect(() => columns.measure(), [width]);

  const [landing, setLanding] = useState<string>();
  const at = sought === undefined || box === null ? -1 : reps.findIndex((r) => r.id === sought);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever is sought is shown once, not again with each change of the board
  useEffect(() => {
    if (at < 0) return;
    columns.scrollToIndex(at, { align: isPhone ? "start" : "center" });
    setLanding(sought);
  }, [sought, at >= 0]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only looks where the focus is
    <div
      className={classes.reps}
      style={{ width: columns.getTotalSize() }}
      onFocus={(e) => setFocused(e.target.closest<HTMLElement>("[data-rep]")?.dataset.rep)}
      onBlur={(e) => e.currentTarget.contains(e.relatedTarget) || setFocused(undefined)}
    >
      {/* A browser keeps to the place at which it stopped, so that must be there when the column is not. */}
      {isPhone &&
        reps.map(({ id }, i) => (
          <span key={id} className={classes.stop} style={{ width, left: i * (width + GAP) }} aria-hidden="true" />
        ))}
      {columns.getVirtualItems().map(({ key, index, start }) => (
        <RepColumn
          key={key}
          rep={reps[index]!}
          land={reps[index]!.id === landing ? () => setLanding(undefined) : undefined}
          left={start - width - GAP}
          width={width}
          mayAct={mayAct}
          give={give}
        />
      ))}
    </div>
  );
}

interface Props {
  /** What scrolls. */
  box: HTMLElement | null;
  reps: BoardRep[];
  /** Whose column stays, wherever one scrolls; undefined = nobody's. */
  kept: string | undefined;
  /** Whose column is to be seen. */
  sought: string | undefined;
  mayAct: boolean;
  give: (card: LeadCard) => void;
}
