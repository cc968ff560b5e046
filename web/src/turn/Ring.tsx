import type { CSSProperties } from "react";
import { remaining } from "../shared/words";
import classes from "./Turn.module.css";
import { useServerNow } from "./useServerNow";

const SHORT = 60_000;
const told = [10_000, 60_000, 300_000];
const words = ["10 seconds left", "1 minute left", "5 minutes left"];

/** How long an offer stands, as a ring that empties. It is read aloud at a few moments only, not each second. */
export function Ring({ from, to }: { from: string; to: string }) {
  const now = useServerNow(1000);
  const left = Date.parse(to) - now;
  const whole = Math.max(1, Date.parse(to) - Date.parse(from));
  const style = { "--left": Math.min(1, Math.max(0, left / whole)) } as CSSProperties;
  return (
    <>
      <div
        className={classes.ring}
        style={style}
        data-short={left < SHORT}
        role="timer"
        aria-label={left > 0 ? `${remaining(to, now)} left to answer` : "The offer is lapsing"}
      >
        <span aria-hidden="true">{left > 0 ? remaining(to, now) : "0:00"}</span>
      </div>
      <span className={classes.said} aria-live="polite">
        {left <= 0 ? "The offer is lapsing" : (words[told.findIndex((t) => left <= t)] ?? "")}
      </span>
    </>
  );
}
