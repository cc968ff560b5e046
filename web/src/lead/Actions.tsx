import { Button, Group, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Lead, Me } from "../api/client";
import { timelineQuery } from "../api/timeline";
import { Dialog } from "../shared/Dialog";
import { Trouble } from "../shared/Trouble";
import { useNow } from "../shared/useNow";
import { remaining } from "../shared/words";
import { ActionForm } from "./ActionForm";
import { type Answers, act } from "./act";
import { type ActionName, actionsOf } from "./actions";

const names: Record<ActionName, string> = {
  accept: "Accept",
  decline: "Decline…",
  claim: "Claim it",
  contact: "I got in touch",
  outcome: "Close…",
  release: "Give it back…",
  assign: "Assign…",
  reject: "Junk…",
  restore: "No junk",
};

const needForm: ActionName[] = ["decline", "outcome", "release", "assign", "reject"];

/** What this person may do with the lead now; nothing else is shown. */
export function Actions({ lead, id, me, only }: Props) {
  const queries = useQueryClient();
  const [asked, setAsked] = useState<ActionName | null>(null);
  const run = useMutation({
    mutationFn: ({ name, answers }: { name: ActionName; answers?: Answers }) => act(id, name, answers ?? {}),
    onSuccess: () => setAsked(null),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ["lead", id] }),
        queries.invalidateQueries({ queryKey: ["leads"] }),
        queries.invalidateQueries({ queryKey: ["turns"] }),
      ]),
  });
  const actions = actionsOf(lead, me).filter((name) => only === undefined || only.includes(name));
  const isAsked = actions.includes("accept");

  if (actions.length === 0 && !run.error) return null;
  return (
    <>
      {isAsked && <Countdown id={id} />}
      <Group gap="xs">
        {actions.map((name, index) => (
          <Button
            key={name}
            size={only ? "xs" : "sm"}
            variant={index === 0 ? "filled" : "default"}
            loading={run.isPending && run.variables.name === name}
            onClick={() => {
              run.reset();
              if (needForm.includes(name)) setAsked(name);
              else run.mutate({ name });
            }}
          >
            {names[name]}
          </Button>
        ))}
      </Group>
      {run.error && asked === null && <Trouble error={run.error} title="It was not done" />}
      <Dialog opened={asked !== null} close={() => setAsked(null)} title={asked && names[asked].replace("…", "")}>
        {asked && (
          <ActionForm
            name={asked}
            isPending={run.isPending}
            error={run.error}
            send={(answers) => run.mutate({ name: asked, answers })}
          />
        )}
      </Dialog>
    </>
  );
}

/** How long the offer stands. */
export function Countdown({ id }: { id: string }) {
  const now = useNow(1000);
  const { data } = useQuery(timelineQuery(id));
  const offer = data?.items.findLast((e) => e.type === "lead_offered");
  const end = offer?.type === "lead_offered" ? offer.data.expires_at : undefined;
  if (end === undefined) return null;
  return (
    <Text role="timer" fw={600}>
      {Date.parse(end) > now ? `${remaining(end, now)} left to answer` : "The offer is lapsing"}
    </Text>
  );
}

interface Props {
  lead: Lead;
  id: string;
  me: Me;
  /** Where there is room for a few. */
  only?: ActionName[];
}
