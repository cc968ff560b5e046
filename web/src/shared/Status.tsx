import type { Schemas } from "../api/client";
import classes from "./Status.module.css";
import { plain } from "./words";

const tones: Record<Schemas["LeadStatus"], string> = {
  new: "calm",
  waiting: "stuck",
  queued: "open",
  offered: "open",
  assigned: "going",
  working: "going",
  nurture: "calm",
  disqualified: "calm",
  rejected: "calm",
  erased: "calm",
  duplicate: "calm",
  won: "good",
  lost: "bad",
};

/** Where a lead stands: a word with a tone, so that colour never says it alone. */
export function Status({ status }: { status: Schemas["LeadStatus"] }) {
  return (
    <span className={classes.status} data-tone={tones[status]}>
      {plain(status)}
    </span>
  );
}
