import { Button, Chip, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { keepPreviousData, skipToken, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Schemas } from "../api/client";
import { Dialog } from "../shared/Dialog";
import { Trouble } from "../shared/Trouble";
import { plain } from "../shared/words";
import { Effect } from "./Effect";
import { type Choice, until } from "./ends";
import { effectQuery, type Presence, setPresence, type Turns } from "./turns";

const choices: [Choice, string][] = [
  ["30m", "30 minutes"],
  ["day", "End of the day"],
  ["time", "A time"],
  ["open", "Until I say so"],
];
const reasons: Schemas["StatusReason"][] = ["break", "meeting", "training", "end_of_day", "other"];

/** Asks until when, shows what it does to everybody's turns, and only then does it. */
export function GoOut({ turns, opened, close }: { turns: Turns; opened: boolean; close: () => void }) {
  return (
    <Dialog opened={opened} close={close} title="I'm out">
      <Form turns={turns} close={close} />
    </Dialog>
  );
}

function Form({ turns, close }: { turns: Turns; close: () => void }) {
  const queries = useQueryClient();
  const [choice, setChoice] = useState<Choice>("30m");
  const [time, setTime] = useState("");
  const [reason, setReason] = useState<Schemas["StatusReason"] | null>(null);
  // Fixed while it is looked at: what is confirmed is what was shown.
  const [opened] = useState(() => Date.now() - turns.ahead);
  const end = until(choice, time, turns.timezone, opened);
  const wish: Presence = { status: "away", ...(end && { until: end }), ...(reason && { reason }) };
  const { queryKey, queryFn } = effectQuery(wish);
  const effect = useQuery({
    queryKey,
    queryFn: end === null || queryFn === undefined ? skipToken : queryFn,
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
  const goOut = useMutation({
    mutationFn: () => setPresence(wish),
    onSuccess: close,
    onSettled: () => queries.invalidateQueries({ queryKey: ["turns"] }),
  });
  return (
    <Stack>
      <Chip.Group value={choice} onChange={(value) => setChoice(value as Choice)}>
        <Group gap="xs" role="group" aria-label="Until when">
          {choices.map(([value, label]) => (
            <Chip key={value} value={value}>
              {label}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {choice === "time" && (
        <TextInput
          type="time"
          label="Back at"
          description="By your clock; a time that has gone by is tomorrow's"
          value={time}
          onChange={(e) => setTime(e.currentTarget.value)}
          required
        />
      )}
      <Select
        label="Reason (may be left out)"
        data={reasons.map((value) => ({ value, label: plain(value) }))}
        value={reason}
        onChange={(value) => setReason(value as Schemas["StatusReason"] | null)}
        clearable
        clearButtonProps={{ "aria-label": "No reason" }}
      />
      <section aria-label="What it does" aria-live="polite">
        {effect.error && <Trouble error={effect.error} retry={() => effect.refetch()} />}
        {end === null && <Text c="dimmed">Say when you are back, and you see what it does.</Text>}
        {end !== null && effect.isPending && <Text c="dimmed">Looking what it does…</Text>}
        {end !== null && effect.data?.effect && <Effect effect={effect.data.effect} end={end} turns={turns} />}
      </section>
      {goOut.error && <Trouble error={goOut.error} title="You are still in" />}
      <Button onClick={() => goOut.mutate()} loading={goOut.isPending} disabled={end === null}>
        Go out
      </Button>
    </Stack>
  );
}
