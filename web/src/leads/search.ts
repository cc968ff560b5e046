import type { LeadQuery } from "../api/lists";

/** What the address of the list says; whoever gets the link sees the same list. */
export interface LeadSearch {
  search?: string;
  status?: string;
  owner?: string;
  rule?: string;
  reason?: string;
  filter?: string;
  /** Created at this instant or later. */
  from?: string;
  /** Created before this instant. */
  to?: string;
  sort?: string;
}

const keys = ["search", "status", "owner", "rule", "reason", "filter", "from", "to", "sort"] as const;

export function readLeadSearch(search: Record<string, unknown>): LeadSearch {
  const read: LeadSearch = {};
  for (const key of keys) {
    const value = search[key];
    if (typeof value === "string" && value !== "") read[key] = value;
    // The router reads 42 as a number; to the server it is a text again.
    if (typeof value === "number") read[key] = String(value);
  }
  return read;
}

/** What an address says is anybody's words: of an order that there is not the server says so. */
export function queryOf({ sort, ...search }: LeadSearch): LeadQuery {
  return { ...search, ...(sort && { sort: sort as NonNullable<LeadQuery["sort"]> }) };
}

/** What a saved view says in one filter: a view keeps no other words. */
export function filterOf({ filter, status, owner, rule, reason, from, to }: LeadSearch): string | null {
  const all = [
    ...(filter ? [`(${filter})`] : []),
    ...(status ? [`lead.status in [${status.split(",").map(quoted).join(", ")}]`] : []),
    ...Object.entries({ owner, rule, reason }).flatMap(([key, value]) =>
      value ? [`lead.${key} == ${quoted(value)}`] : [],
    ),
    ...(from ? [`lead.created_at >= timestamp(${quoted(from)})`] : []),
    ...(to ? [`lead.created_at < timestamp(${quoted(to)})`] : []),
  ];
  return all.length > 0 ? all.join(" && ") : null;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

/** The same list from its other end. */
export function turned(sort: string | undefined): string | undefined {
  if (sort === undefined) return "number";
  return sort === "number" ? undefined : sort.startsWith("-") ? sort.slice(1) : `-${sort}`;
}

/** What turning the list round does, in words. */
export function turnWords(sort: string | undefined): string {
  const by = sort ?? "-number";
  if (["number", "created_at"].includes(by)) return "Newest first";
  return ["-number", "-created_at"].includes(by) ? "Oldest first" : "From the other end";
}

/** The order after a click on a column: up, then down, then as they came. */
export function nextSort(now: string | undefined, column: string): string | undefined {
  return now === column ? `-${column}` : now === `-${column}` ? undefined : column;
}
