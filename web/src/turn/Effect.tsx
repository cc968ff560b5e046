import { List, Stack, Text, Title } from "@mantine/core";
import type { Schemas } from "../api/client";
import { RepName } from "../shared/RepName";
import { instant } from "../shared/words";
import { balance, barred, breach, leads } from "./words";

/** What going out does: who gets the turns, and what becomes of offers, leads and balances. */
export function Effect({
  effect,
  end,
  self,
}: {
  effect: Schemas["PresenceEffect"];
  end: string | undefined;
  self: string;
}) {
  return (
    <Stack gap="sm">
      <div>
        <Title order={3} size="h5">
          Turns
        </Title>
        <List size="sm" spacing={4}>
          {effect.pools.map((pool) => (
            <List.Item key={pool.pool}>
              <strong>{pool.pool}</strong>: <Turn pool={pool} self={self} />
            </List.Item>
          ))}
          {effect.pools.length === 0 && <List.Item>You are in no pool: nobody's turn changes.</List.Item>}
        </List>
      </div>
      <div>
        <Title order={3} size="h5">
          Offers and leads
        </Title>
        <List size="sm" spacing={4}>
          <Offers offers={effect.offers} />
          <Owned effect={effect} end={end} />
        </List>
      </div>
      <div>
        <Title order={3} size="h5">
          When you are back
        </Title>
        <Text size="sm">
          {end
            ? `You are in again by yourself on ${instant(end)}.`
            : "Nothing comes to you until you say that you are back."}{" "}
          While you are out nothing is added to your balance and nothing is taken: you go on with{" "}
          {effect.pools.map((p) => `${balance(p.balance, "count").toLowerCase()} in ${p.pool}`).join(", ") ||
            "what you have"}
          .
        </Text>
      </div>
    </Stack>
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
      <RepName id={first} /> is next, as without it, and your later turns go to the others.
    </>
  );
}

function Offers({ offers }: { offers: Schemas["OfferEffect"][] }) {
  if (offers.length === 0) return <List.Item>No offer is open.</List.Item>;
  return offers.map((offer) => (
    <List.Item key={offer.lead}>
      The offer of {offer.lead} stays open
      {offer.expires_at
        ? ` until ${instant(offer.expires_at)}; unanswered it goes to the next`
        : " until somebody takes it"}
      {offer.on_expiry === "charge" && ", and costs your turn"}
      {offer.on_expiry === "refund" && ", and costs you nothing"}.
    </List.Item>
  ));
}

function Owned({ effect, end }: { effect: Schemas["PresenceEffect"]; end: string | undefined }) {
  if (effect.owned === 0) return <List.Item>You hold no lead.</List.Item>;
  return (
    <>
      <List.Item>
        Your {leads(effect.owned)} stay{effect.owned === 1 ? "s" : ""} with you, and the clocks run on.
        {effect.due_count === 0 && " None falls due meanwhile."}
        {effect.due_count > 0 && ` ${leads(effect.due_count)} will fall due${end ? " before you are back" : ""}:`}
      </List.Item>
      {effect.due.slice(0, 3).map((due) => (
        <List.Item key={`${due.lead} ${due.sla}`}>
          {due.lead} on {instant(due.due_at)}. {breach(due.on_breach)}
        </List.Item>
      ))}
    </>
  );
}
