import { Button, NumberInput, Radio, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Schemas } from "../api/client";
import { useRepChoices } from "../shared/RepName";
import { Trouble } from "../shared/Trouble";
import type { Answers } from "./act";
import type { ActionName } from "./actions";
import { reasons } from "./reasons";

/** What must be known before an action is done: a reason, a rep or how it ended. */
export function ActionForm({ name, isPending, error, send }: Props) {
  const [answers, setAnswers] = useState<Answers>(name === "outcome" ? { won: true } : {});
  const reps = useRepChoices();

  function submit(event: FormEvent) {
    event.preventDefault();
    send(answers);
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        {name === "assign" && (
          <Select
            label="To"
            data={reps}
            value={answers.rep ?? null}
            onChange={(rep) => setAnswers(rep === null ? {} : { rep })}
            required
            searchable
            data-autofocus
          />
        )}
        {name === "outcome" && <Ended answers={answers} set={setAnswers} />}
        {(name === "decline" || name === "release" || name === "reject") && (
          <Reason answers={answers} set={setAnswers} />
        )}
        {error !== null && <Trouble error={error} title="It was not done" />}
        <Button type="submit" loading={isPending}>
          {labels[name] ?? "Do it"}
        </Button>
      </Stack>
    </form>
  );
}

const labels: Partial<Record<ActionName, string>> = {
  decline: "Decline it",
  release: "Give it back",
  reject: "It is junk",
  assign: "Assign it",
  outcome: "Close it",
};

function Reason({ answers, set }: Part) {
  return (
    <>
      <Select
        label="Reason"
        data={reasons}
        value={answers.reason ?? null}
        onChange={(reason) => set({ ...answers, reason: (reason ?? "other") as Schemas["CodedReason"] })}
        required
        data-autofocus
      />
      <Textarea
        label="Note"
        description="It stays with the lead and goes nowhere else"
        maxLength={1000}
        value={answers.note ?? ""}
        onChange={(e) => set({ ...answers, note: e.currentTarget.value })}
      />
    </>
  );
}

function Ended({ answers, set }: Part) {
  return (
    <>
      <Radio.Group
        label="How did it end?"
        value={answers.won ? "won" : "lost"}
        onChange={(value) => set({ won: value === "won" })}
      >
        <Stack gap="xs" mt={4}>
          <Radio value="won" label="Won" />
          <Radio value="lost" label="Lost" />
        </Stack>
      </Radio.Group>
      {answers.won ? (
        <NumberInput
          label="What it brought"
          min={0}
          value={answers.value ?? ""}
          onChange={(value) => set({ won: true, ...(typeof value === "number" && { value }) })}
        />
      ) : (
        <TextInput
          label="Why it was lost"
          maxLength={1000}
          value={answers.lost ?? ""}
          onChange={(e) => set({ won: false, lost: e.currentTarget.value })}
        />
      )}
    </>
  );
}

interface Part {
  answers: Answers;
  set: (answers: Answers) => void;
}

interface Props {
  name: ActionName;
  isPending: boolean;
  error: unknown;
  send: (answers: Answers) => void;
}
