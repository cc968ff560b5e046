import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useLayoutEffect, useState } from "react";
import type { BlindLead, Lead } from "../api/client";
import { listLeads } from "../api/lists";
import { type LeadSearch, queryOf } from "./search";

const PAGE = 100;

// Rows that are fetched before somebody comes to them.
const AHEAD = 30;

// A page that is out of sight is let go: a list of any length costs no more than what can be seen.
const KEPT = 20_000;

interface Place {
  /** What the list is asked for; a place in another list is none. */
  of: string;
  /** Another number each time it is read from its beginning. */
  reading: number;
  /** With which each page begins that is known until now. */
  cursors: readonly string[];
  /** How many leads the last of all pages has; 0 = it is not known yet. */
  tail: number;
  /** The pages in sight. */
  first: number;
  last: number;
}

export interface LeadPages {
  /** Known until now; more may come. */
  rows: number;
  /** All pages are known, so the last row is the last lead. */
  isWhole: boolean;
  /** Undefined where the row is not loaded. */
  leadAt: (row: number) => Lead | BlindLead | undefined;
  loaded: (Lead | BlindLead)[];
  see: (firstRow: number, lastRow: number) => void;
  isPending: boolean;
  error: Error | null;
  /** Leads have come or changed, but whoever has scrolled into the list keeps what he sees. */
  isOld: boolean;
  refetch: () => void;
  /** Reads the list from its beginning. */
  restart: () => void;
}

/** A list page by page, of which only those in sight are held. A page begins behind the last lead of the page before. */
export function useLeadPages(search: LeadSearch): LeadPages {
  const queries = useQueryClient();
  const of = JSON.stringify(search);
  const [kept, setPlace] = useState(() => beginning(of, 0));
  const place = kept.of === of ? kept : beginning(of, kept.reading);
  const change = useCallback(
    (by: (place: Place) => Place) => setPlace((now) => by(now.of === of ? now : beginning(of, now.reading))),
    [of],
  );

  const { cursors, reading, tail } = place;
  const wanted = cursors.map((_, page) => page).slice(place.first, place.last + 1);
  const isAtTop = place.last === 0;
  const pages = useQueries({
    queries: wanted.map((page) => ({
      queryKey: ["leadlist", of, reading, cursors[page]!],
      queryFn: () => listLeads({ ...queryOf(search), limit: PAGE, ...(page > 0 && { cursor: cursors[page]! }) }),
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: KEPT,
      // Read again by the stream of events; a list that somebody has scrolled into only says that it is old.
      meta: { follows: isAtTop },
    })),
  });

  // What a page says comes next holds: where leads came or went since, what is behind it is read anew.
  const known = pages.map(({ data }, i) => ({ data, page: wanted[i]! }));
  const news = known.find(
    ({ data, page }) =>
      data !== undefined &&
      (data.next_cursor === null
        ? cursors.length > page + 1 || tail !== data.items.length
        : data.next_cursor !== cursors[page + 1]),
  );
  const [page, data] = [news?.page, news?.data];
  useLayoutEffect(() => {
    if (page === undefined || data === undefined) return;
    change((now) => ({
      ...now,
      cursors: [...now.cursors.slice(0, page + 1), ...(data.next_cursor === null ? [] : [data.next_cursor])],
      tail: data.next_cursor === null ? data.items.length : 0,
    }));
  }, [page, data, change]);

  const isInvalid = pages.some((page) => page.data !== undefined && page.isStale);
  const refetch = useCallback(
    () => void queries.refetchQueries({ queryKey: ["leadlist", of], type: "active" }),
    [queries, of],
  );
  useEffect(() => {
    if (isInvalid && isAtTop) refetch();
  }, [isInvalid, isAtTop, refetch]);

  const see = useCallback(
    (firstRow: number, lastRow: number) => {
      const first = Math.max(0, Math.floor((firstRow - AHEAD) / PAGE));
      const last = Math.floor((lastRow + AHEAD) / PAGE);
      change((now) => (now.first === first && now.last === last ? now : { ...now, first, last }));
    },
    [change],
  );
  const restart = useCallback(() => change((now) => beginning(now.of, now.reading + 1)), [change]);

  return {
    rows: (cursors.length - 1) * PAGE + tail,
    isWhole: tail > 0,
    leadAt: (row) => known.find((k) => k.page === Math.floor(row / PAGE))?.data?.items[row % PAGE],
    loaded: pages.flatMap((page) => page.data?.items ?? []),
    see,
    isPending: pages.every((page) => page.isPending),
    error: pages.find((page) => page.error)?.error ?? null,
    isOld: isInvalid && !isAtTop,
    refetch,
    restart,
  };
}

function beginning(of: string, reading: number): Place {
  return { of, reading, cursors: [""], tail: 0, first: 0, last: 0 };
}
