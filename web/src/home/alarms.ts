import type { Schemas } from "../api/client";

type Pool = Schemas["Pool"];

/** The rotation keeps everybody within less than one lead of his share, as long as the same people can take leads. */
export const BOUND = 1;

/** A member who is further from his share than the rotation lets him be by itself. */
export interface Alarm {
  pool: string;
  member: string;
  /** Leads; above 0 = owed to him. */
  balance: number;
  /** How many more of the pool are beyond the bound. */
  others: number;
}

/** Of each pool whoever is furthest off. The bound holds for round robin that counts leads, and is promised of nothing else. */
export function alarmsOf(pools: readonly Pool[]): Alarm[] {
  return pools
    .filter((p) => p.method === "round_robin" && p.unit === "count")
    .flatMap(({ id, members }) => {
      const beyond = members
        .filter((m) => m.active && Math.abs(m.balance) > BOUND)
        .sort((a, b) => Math.abs(b.balance) - Math.abs(a.balance));
      const [worst] = beyond;
      return worst ? [{ pool: id, member: worst.id, balance: worst.balance, others: beyond.length - 1 }] : [];
    });
}
