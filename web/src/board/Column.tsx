import { useDroppable } from "@dnd-kit/core";
import { Progress, Text } from "@mantine/core";
import { memo, type ReactNode, useEffect, useRef } from "react";
import type { BoardPlace, BoardRep, LeadCard } from "../api/board";
import type { LeadSearch } from "../leads/search";
import { RouteLink } from "../shared/RouteLink";
import { useNow } from "../shared/useNow";
import { count } from "../shared/words";
import classes from "./Board.module.css";
import { CardBody, MovableCard } from "./Card";
import { Presence } from "./Presence";
import { capsOf, leadsOf, loadOf, repName } from "./words";

// Of a place where nobody holds anything: there are several in one column.
const FEW = 10;

interface Part {
  mayAct: boolean;
  give: (card: LeadCard) => void;
}

/**
 * A rep with his load and his leads. What is dropped here is given to him. Only its frame is drawn anew while a lead is carried
 * over the board: all that stands in it would hold up the hand.
 */
export const RepColumn = memo(function RepColumn({ rep, land, left, width, mayAct, give }: Part & RepColumnProps) {
  const { setNodeRef, isOver } = useDroppable({ id: rep.id });
  return (
    <section
      ref={setNodeRef}
      className={classes.column}
      style={{ left, width }}
      data-over={isOver}
      data-rep={rep.id}
      aria-label={repName(rep)}
    >
      <Inside rep={rep} land={land} mayAct={mayAct} give={give} />
    </section>
  );
});

const Inside = memo(function Inside({ rep, land, mayAct, give }: Part & Pick<RepColumnProps, "rep" | "land">) {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!land) return;
    head.current?.focus({ preventScroll: true });
    land();
  }, [land]);
  const now = useNow(30_000);
  const owned: LeadSearch = { owner: rep.id, status: "assigned,working" };
  const share = rep.capacity ? Math.min(100, (rep.open / rep.capacity) * 100) : 0;
  const caps = capsOf(rep, now);
  return (
    <>
      <header className={classes.head}>
        <Text component="h2" ref={head} tabIndex={-1} fw={600} truncate title={repName(rep)}>
          {repName(rep)}
        </Text>
        <Presence rep={rep} mayAct={mayAct} />
        {rep.capacity !== null && (
          <Progress
            value={share}
            color={share >= 100 ? "red" : share >= 80 ? "yellow" : "indigo"}
            aria-label={`Load of ${repName(rep)}`}
            size="sm"
          />
        )}
        <Text size="xs" c="dimmed">
          <RouteLink to="/leads" search={owned} size="xs" underline="always">
            {leadsOf(rep)}
          </RouteLink>
          {`, ${loadOf(rep)}`}
          {rep.offered > 0 && `, ${rep.offered} asked`}
          {rep.received_today > 0 && `, ${rep.received_today} today`}
        </Text>
        {caps.map((cap) => (
          <Text key={cap} size="xs" className={classes.due} data-tone="stuck">
            {cap}
          </Text>
        ))}
      </header>
      <Cards cards={rep.leads} count={rep.count} all={owned} mayAct={mayAct} give={give}>
        {rep.active ? "No open lead" : "Nothing left to hand over"}
      </Cards>
    </>
  );
});

interface RepColumnProps {
  rep: BoardRep;
  /** Somebody looked for him: his name takes the focus, and says so. */
  land: (() => void) | undefined;
  left: number;
  width: number;
}

/** Leads that nobody has, by where they are. */
export function NobodyColumn({ places, mayAct, give }: Part & { places: BoardPlace[] }) {
  const filled = places.filter((p) => p.count > 0);
  return (
    <section className={classes.column} data-nobody aria-label="Nobody has them">
      <header className={classes.head}>
        <Text component="h2" fw={600}>
          Nobody has them
        </Text>
        <RouteLink to="/board" search={{ view: "stuck" }} size="xs">
          See why, and what helps
        </RouteLink>
      </header>
      <div className={classes.places}>
        {filled.length === 0 && (
          <Text size="sm" c="dimmed" ta="center" py="sm">
            Every lead has somebody
          </Text>
        )}
        {filled.map((place) => (
          <Place key={`${place.status} ${place.queue}`} place={place} mayAct={mayAct} give={give} />
        ))}
      </div>
    </section>
  );
}

const titles: Record<BoardPlace["status"], string> = {
  waiting: "Waiting",
  queued: "Queue",
  offered: "Offered, not answered",
};

function Place({ place, mayAct, give }: Part & { place: BoardPlace }) {
  const all: LeadSearch = {
    status: place.status,
    ...(place.queue !== null && { filter: `lead.queue == ${JSON.stringify(place.queue)}` }),
  };
  return (
    <>
      <div className={classes.place}>
        <Text component="h3" size="sm" fw={600} truncate>
          {place.queue === null ? titles[place.status] : `${titles.queued} ${place.queue}`}
        </Text>
        <RouteLink to="/leads" search={all} size="sm" flex="none">
          {count(place.count)}
        </RouteLink>
      </div>
      <Cards cards={place.leads.slice(0, FEW)} count={place.count} all={all} mayAct={mayAct} give={give} />
    </>
  );
}

function Cards({ cards, count: total, all, mayAct, give, children }: Part & CardsProps) {
  return (
    <ul className={classes.cards}>
      {children && cards.length === 0 && (
        <li>
          <Text size="sm" c="dimmed" ta="center" py="sm">
            {children}
          </Text>
        </li>
      )}
      {cards.map((card) =>
        mayAct ? (
          <MovableCard key={card.id} card={card} give={give} />
        ) : (
          <li key={card.id} className={classes.card}>
            <CardBody card={card} />
          </li>
        ),
      )}
      {total > cards.length && (
        <li>
          <RouteLink to="/leads" search={all} size="sm" display="block" ta="center" py={4}>
            {count(total - cards.length)} more
          </RouteLink>
        </li>
      )}
    </ul>
  );
}

interface CardsProps {
  cards: LeadCard[];
  count: number;
  all: LeadSearch;
  /** What stands there when there is none. */
  children?: ReactNode;
}
