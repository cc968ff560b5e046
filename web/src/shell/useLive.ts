import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import type { Event } from "baton-client";
import { useEffect, useState } from "react";
import type { Me } from "../api/client";
import { follow, type LiveState } from "../api/live";
import { timelineQuery } from "../api/timeline";
import { notices, tellHidden } from "./notices";

const TOGETHER = 1500;

/** Keeps what is shown true by the stream of events, and tells a rep what is his. */
export function useLive(me: Me, open: (lead: string) => void): LiveState {
  const [state, setState] = useState<LiveState>("connecting");
  const queries = useQueryClient();
  useEffect(() => {
    const touched = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isShown = false;

    // A burst of events is one look at the server, not hundreds.
    function flush() {
      timer = undefined;
      queries.invalidateQueries({ queryKey: ["turns"] });
      if (!isShown) return;
      isShown = false;
      queries.invalidateQueries({ queryKey: ["status"] });
      queries.invalidateQueries({ queryKey: ["leads"] });
      // A list that somebody has scrolled into is not read again page by page: it says that it is old.
      queries.invalidateQueries({
        queryKey: ["leadlist"],
        refetchType: "none",
      });
      queries.refetchQueries({ queryKey: ["leadlist"], type: "active", predicate: (q) => q.meta?.follows === true });
      queries.invalidateQueries({
        queryKey: ["lead"],
        predicate: ({ queryKey }) => touched.has(opaque(queryKey[1] as string)),
      });
      touched.clear();
    }

    // Events name a lead by its opaque id, an address perhaps by its sender's.
    function opaque(id: string): string {
      const first = queries.getQueryData(timelineQuery(id).queryKey)?.items[0];
      return first && "lead" in first ? first.lead : id;
    }

    function take(event: Event) {
      if ("lead" in event) touched.add(event.lead);
      const words = noticeOf(event, me);
      if (words && "lead" in event) notify(words, event.lead, open);
      isShown = true;
      moved();
    }

    function moved() {
      timer ??= setTimeout(flush, TOGETHER);
    }

    function lost() {
      queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "leadlist" });
      isShown = true;
      moved();
    }

    const isKept = () => me.rep !== null && notices() === "on";
    const stop = follow({ take, tell: setState, moved, lost, isKept });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [me, queries, open]);
  return state;
}

function notify(title: string, lead: string, open: (lead: string) => void) {
  const id = `${title} ${lead}`;
  // What does not fit on the screen is old before it is its turn, and a busy hour would pile it up.
  notifications.cleanQueue();
  tellHidden(title, id, () => open(lead));
  notifications.show({
    id,
    title,
    message: "Open it",
    autoClose: 15_000,
    onClick: () => {
      notifications.hide(id);
      open(lead);
    },
  });
}

/** What somebody must hear of at once; null = it can wait. */
export function noticeOf(event: Event, me: Pick<Me, "rep" | "user">): string | null {
  if (me.rep === null || event.actor === me.user) return null;
  switch (event.type) {
    case "lead_offered":
      return event.data.reps.includes(me.rep) ? "A lead is offered to you" : null;
    case "lead_assigned":
      return event.data.rep === me.rep ? "A lead is yours" : null;
    case "sla_warned":
      return event.data.rep === me.rep ? "A deadline of yours is near" : null;
    case "sla_breached":
      return event.data.rep === me.rep ? "A deadline of yours has passed" : null;
    default:
      return null;
  }
}
