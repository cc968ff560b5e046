import { List, Stack, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { Schemas } from "../api/client";
import { titleOf } from "../shared/leads";
import { RepName } from "../shared/RepName";
import type { Turns } from "./turns";
import { balance, barred, breach, clock, leads } from "./words";

/** What going out does: who gets the turns, and what becomes of offers, leads and balances. */
export function Effect({ effect, end, turns }: Props) {
  const now = Date.parse(turns.at);
  const nameOf = (id: string) => {
    const lead = turns.work.find((w) => w.lead.id === id)?.lead;
    return lead ? titleOf(lead) : id;
  };
  return (
    <Stack gap="sm">
      <Part title="Turns">
        {effect.pools.map((pool) => (
          <List.Item key={pool.pool}>
            <strong>{pool.pool}</strong>: <Turn pool={pool} self={turns.rep} />
          </List.Item>
        ))}
        {effect.pools.length === 0 && <List.Item>You are in no pool: nobody's turn changes.</List.Item>}
      </Part>
      <Part title="Offers and leads">
        {effect.offers.length === 0 && <List.Item>No offer is open.</List.Item>}
        {effect.offers.map((offer) => (
          <List.Item key={offer.lead}>
            You may still answer the offer of {nameOf(offer.lead)}
            {offer.expires_at ? ` until ${clock(offer.expires_at, now)}` : ""}. {fateOf(offer)}
          </List.Item>
        ))}
        <List.Item>{owned(effect, end)}</List.Item>
        {effect.due.slice(0, MOST).map((due) => (
          <List.Item key={`${due.lead} ${due.sla}`}>
            {nameOf(due.lead)} is due {clock(due.due_at, now)}. {breach(due.on_breach)}
          </List.Item>
        ))}
        {effect.due_count > MOST && <List.Item>And {leads(effect.due_count - MOST)} more.</List.Item>}
      </Part>
      <Part title="When you are back">
        <List.Item>
          {end
            ? `You are in again by yourself: ${clock(end, now)}.`
            : "No lead comes to you until you say that you are back."}
        </List.Item>
        <List.Item>
          While you are out nothing is added to your balances and nothing is taken from them
          {effect.pools.length > 0 && ":"}
          {effect.pools.map((p) => ` ${p.pool} ${balance(p.balance, unitOf(turns, p.pool))}`).join(",")}.
        </List.Item>
      </Part>
    </Stack>
  );
}

const MOST = 3;

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <Title order={3} size="h5">
        {title}
      </Title>
      <List size="sm" spacing={4}>
        {children}
      </List>
    </div>
  );
}

function Turn({ pool, self }: { pool: Schemas["PoolEffect"]; self: string }) {
  if (pool.ignores_presence) return "goes on giving you leads, for it does not ask who is there.";
  if (pool.barred_before) return `nothing changes, you get none now: ${barred(pool.barred_before)}.`;
  const [first] = pool.next_after;
  if (first === undefined) return "nobody is left; its leads wait, or take the next step of their way.";
  return pool.next_before[0] === self ? (
    <>
      it is your turn now. <RepName id={first} /> is next instead.
    </>
  ) : (
    <>
      <RepName id={first} /> is next, as now; your later turns go to others.
    </>
  );
}

function fateOf(offer: Schemas["OfferEffect"]): string {
  if (offer.expires_at === null) return "It stays open until somebody takes it.";
  const cost = { charge: ", and costs your turn", refund: ", and costs you nothing" };
  return `Unanswered it goes to the next${offer.on_expiry === null ? "" : cost[offer.on_expiry]}.`;
}

function owned(effect: Schemas["PresenceEffect"], end: string | undefined): string {
  if (effect.owned === 0) return "You hold no lead.";
  const stay = `Your ${leads(effect.owned)} ${effect.owned === 1 ? "stays" : "stay"} with you, and the clocks run on.`;
  if (effect.due_count === 0) return `${stay} None falls due meanwhile.`;
  return `${stay} ${leads(effect.due_count)} will fall due${end ? " before you are back" : ""}:`;
}

function unitOf(turns: Turns, pool: string): string {
  return turns.pools.find((p) => p.pool === pool)?.unit ?? "count";
}

interface Props {
  effect: Schemas["PresenceEffect"];
  /** Undefined = an open end. */
  end: string | undefined;
  turns: Turns;
}
