/** What the address of the board says. */
export interface BoardSearch {
  /** Teams with commas between them, or * for everybody; absent = one's own. */
  team?: string;
  /** Whose column is to be seen. */
  rep?: string;
  view?: "stuck";
  /** Whose leads are shown in the inbox: a reason's key. */
  reason?: string;
}

export function readBoardSearch(search: Record<string, unknown>): BoardSearch {
  const { team, rep, view, reason } = search;
  return {
    ...(isText(team) && { team: String(team) }),
    ...(isText(rep) && { rep: String(rep) }),
    ...(view === "stuck" && { view }),
    ...(view === "stuck" && typeof reason === "string" && reason !== "" && { reason }),
  };
}

// The router reads 42 as a number; to the server it is a text again.
function isText(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && value !== "");
}
