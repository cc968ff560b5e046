import type { BlindLead, Lead } from "../api/client";

/** False of the handle of a blind lead, of which nothing is to be seen before it is claimed. */
export function isOpen(lead: Lead | BlindLead): lead is Lead {
  return "fields" in lead;
}

/** What a lead is called: the best name it has. */
export function titleOf({ fields, id }: Lead): string {
  const both = [fields.first_name, fields.last_name].filter(Boolean).join(" ");
  return fields.name || both || fields.email || fields.company || id;
}
