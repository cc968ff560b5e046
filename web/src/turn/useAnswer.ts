import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Schemas, wordsOf } from "../api/client";
import { act } from "../lead/act";
import { titleOf } from "../shared/leads";
import { answered, type Turns, turnsQuery, type Work } from "./turns";

export interface Refused {
  id: string;
  title: string;
  words: string;
}

interface Answer {
  work: Work;
  reason?: Schemas["CodedReason"];
}

/** Shows an answer to an offer as given at once, and takes it back with the server's words where it came too late. */
export function useAnswer() {
  const queries = useQueryClient();
  const [refused, setRefused] = useState<Refused[]>([]);
  const { queryKey } = turnsQuery;
  const without = (id: string) => setRefused((all) => all.filter((r) => r.id !== id));
  const { mutate } = useMutation({
    mutationFn: ({ work, reason }: Answer) =>
      reason ? act(work.lead.id, "decline", { reason }) : act(work.lead.id, "accept", {}),
    onMutate: async ({ work, reason }) => {
      without(work.lead.id);
      await queries.cancelQueries({ queryKey });
      const before = queries.getQueryData(queryKey);
      queries.setQueryData<Turns>(queryKey, (now) => now && answered(now, work.lead.id, reason === undefined));
      return { before };
    },
    onError: (error, { work, reason }, context) => {
      queries.setQueryData(queryKey, context?.before);
      const title = `${titleOf(work.lead)} was not ${reason ? "declined" : "accepted"}`;
      setRefused((all) => [...all, { id: work.lead.id, title, words: wordsOf(error) }]);
    },
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ["turns"] }),
        queries.invalidateQueries({ queryKey: ["leads"] }),
      ]),
  });
  return { answer: mutate, refused, forget: without };
}
