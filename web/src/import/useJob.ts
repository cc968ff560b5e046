import { useCallback, useEffect, useRef, useState } from "react";
import { answerOf, baton } from "../api/client";
import { isOpen } from "../shared/leads";
import { type Outcome, type Plan, type Progress, runImport } from "./run";
import { nothing, type Tally } from "./tally";

export type Job =
  | { kind: "none" }
  | { kind: "running"; plan: Plan; progress: Progress; isStopping: boolean }
  | { kind: "done"; plan: Plan; outcome: Outcome; created?: Created };

/** When the leads of an import were captured: by it they are found. */
export interface Created {
  from: string;
  to: string;
}

/** An import and how far it is. A page that is left ends it after the part on its way. */
export function useJob() {
  const [job, setJob] = useState<Job>({ kind: "none" });
  const isStopped = useRef(false);
  useEffect(
    () => () => {
      isStopped.current = true;
    },
    [],
  );

  const start = useCallback(async (plan: Plan) => {
    isStopped.current = false;
    const tell = (progress: Progress) => setJob({ kind: "running", plan, progress, isStopping: isStopped.current });
    tell({ tally: nothing, read: 0, isRetrying: false });
    const outcome = await runImport(plan, tell, () => isStopped.current);
    const created = plan.fields.includes("created_at") ? undefined : await createdOf(outcome.tally);
    setJob({ kind: "done", plan, outcome, ...(created && { created }) });
  }, []);

  const stop = useCallback(() => {
    isStopped.current = true;
    setJob((now) => (now.kind === "running" ? { ...now, isStopping: true } : now));
  }, []);

  const clear = useCallback(() => setJob({ kind: "none" }), []);
  return { job, start, stop, clear };
}

async function createdOf({ firstId, lastId }: Tally): Promise<Created | undefined> {
  if (firstId === undefined || lastId === undefined) return undefined;
  try {
    const [from, last] = await Promise.all([firstId, lastId].map(whenCreated));
    // Before this instant: so it lies behind the last.
    return from && last ? { from, to: new Date(Date.parse(last) + 1).toISOString() } : undefined;
  } catch {
    // Without it the summary still stands, with a link to all leads.
    return undefined;
  }
}

async function whenCreated(id: string): Promise<string | undefined> {
  const lead = await answerOf(baton.GET("/v1/leads/{id}", { params: { path: { id } } }));
  return isOpen(lead) ? lead.created_at : undefined;
}
