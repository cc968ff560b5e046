import type { Board, LeadCard } from "../api/board";

/** Where a lead stands on the board: with a rep, or in a place where nobody has it. */
export interface Found {
  card: LeadCard;
  /** The rep's id; null = nobody has it. */
  rep: string | null;
}

export function find(board: Board, id: string): Found | undefined {
  for (const column of [...board.reps, ...board.unowned]) {
    const card = column.leads.find((l) => l.id === id);
    if (card) return { card, rep: "id" in column ? column.id : null };
  }
  return undefined;
}

/** The board as it will be when the rep has got the lead: what the server will say is not waited for. */
export function given(board: Board, id: string, rep: string): Board {
  const found = find(board, id);
  if (!found || found.rep === rep) return board;
  const card: LeadCard = { ...found.card, owner: rep, status: "assigned", reason: null, queue: null };
  const without = <T extends { count: number; leads: LeadCard[] }>(column: T): T =>
    column.leads.includes(found.card)
      ? { ...column, count: column.count - 1, leads: column.leads.filter((l) => l !== found.card) }
      : column;
  return {
    ...board,
    unowned: board.unowned.map(without),
    reps: board.reps
      .map(without)
      .map((r) =>
        r.id === rep
          ? { ...r, count: r.count + 1, open: r.open + 1, leads: [...r.leads, card].sort(byUrgency) }
          : r.id === found.rep
            ? { ...r, open: Math.max(0, r.open - 1) }
            : r,
      ),
  };
}

/** What falls due first comes first; then the oldest. */
function byUrgency(a: LeadCard, b: LeadCard): number {
  return order(a).localeCompare(order(b));
}

function order({ due, created_at }: LeadCard): string {
  return `${due?.at ?? "9999"} ${created_at}`;
}
