import { createContext, useContext } from "react";
import { useNow } from "../shared/useNow";

/** By how much this machine's clock is ahead of the server's. */
export const Ahead = createContext(0);

/** The server's time, looked at anew every `every` milliseconds. */
export function useServerNow(every: number): number {
  return useNow(every) - useContext(Ahead);
}
