import type { Schemas } from "../api/client";
import { barred } from "./words";

type Skip = Schemas["MySkip"];

export interface SkipsAlike {
  /** The newest of them. */
  last: Skip;
  words: string;
  count: number;
}

/** Skips of one pool by one gate are one line: on a free day there are hundreds of them. Newest first, as they come. */
export function alike(skips: readonly Skip[]): SkipsAlike[] {
  const groups = new Map<string, SkipsAlike>();
  for (const skip of skips) {
    const words = barred(skip);
    const key = JSON.stringify([skip.pool, words]);
    const known = groups.get(key);
    if (known) known.count++;
    else groups.set(key, { last: skip, words, count: 1 });
  }
  return [...groups.values()];
}
