import type { Schemas } from "../api/client";
import { plain } from "../shared/words";

const codes: Schemas["CodedReason"][] = [
  "misrouted",
  "wrong_territory",
  "no_capacity",
  "bad_contact",
  "duplicate",
  "not_interested",
  "other",
];

/** The coded reasons as the choices of a select. */
export const reasons = codes.map((value) => ({ value, label: plain(value) }));
