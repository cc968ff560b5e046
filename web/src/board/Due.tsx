import { Text } from "@mantine/core";
import type { LeadCard } from "../api/board";
import { useNow } from "../shared/useNow";
import { instant, remaining } from "../shared/words";
import classes from "./Board.module.css";

const HOUR = 3_600_000;
const SOON = 15 * 60_000;

const ends: Record<string, string> = {
  accept: "answer",
  respond: "respond",
  follow_up: "follow up",
  offer: "offer lapses",
  queue: "expires",
  wait: "goes on",
};

/** The clock of a lead that presses most. Within the hour it counts seconds. */
export function Due({ due }: { due: NonNullable<LeadCard["due"]> }) {
  const end = Date.parse(due.at);
  const now = useNow(Math.abs(end - Date.now()) < HOUR ? 1000 : 30_000);
  const isPromise = ["accept", "respond", "follow_up"].includes(due.clock);
  const isOver = due.missed || (isPromise && end <= now);
  const tone = isOver ? "bad" : isPromise && end - now < SOON ? "stuck" : "calm";
  const what = ends[due.clock] ?? due.clock;
  return (
    <Text span size="xs" className={classes.due} data-tone={tone} title={instant(due.at)}>
      {isOver ? `${what}: ${late(now - end)}` : `${what} in ${time(due.at, now)}`}
    </Text>
  );
}

function time(at: string, now: number): string {
  const left = Date.parse(at) - now;
  return left < HOUR ? remaining(at, now) : lasting(left);
}

function late(milliseconds: number): string {
  return milliseconds < 60_000 ? "just overdue" : `${lasting(milliseconds)} overdue`;
}

/** "3 h 20 min"; days where it is longer. */
export function lasting(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours >= 48) return `${Math.floor(hours / 24)} days`;
  return hours === 0 ? `${rest} min` : rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}
