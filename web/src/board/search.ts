/** What the address of the board says. */
export interface BoardSearch {
  /** Teams with commas between them, or * for everybody; absent = one's own. */
  team?: string;
  view?: "stuck";
  /** Whose leads are shown in the inbox: a reason's key. */
  reason?: string;
}

export function readBoardSearch(search: Record<string, unknown>): BoardSearch {
  const { team, view, reason } = search;
  return {
    // The router reads 42 as a number; to the server it is a text again.
    ...((typeof team === "string" || typeof team === "number") && team !== "" && { team: String(team) }),
    ...(view === "stuck" && { view }),
    ...(view === "stuck" && typeof reason === "string" && reason !== "" && { reason }),
  };
}
