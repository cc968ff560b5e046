import { Alert, Button, Group, Stack, TextInput, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { answerOf, baton, type Schemas } from "../api/client";
import { RouteLink } from "../shared/RouteLink";
import { Trouble } from "../shared/Trouble";
import { plain } from "../shared/words";

/** Sends a made-up lead through the policy that was just published. */
export function FirstLead() {
  const [email, setEmail] = useState("first.lead@example.com");
  const send = useMutation({
    mutationFn: () =>
      answerOf(baton.POST("/v1/leads", { body: { email, first_name: "First", last_name: "Lead", country: "US" } })),
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    send.mutate();
  }

  return (
    <Stack>
      <Title order={2} size="h3">
        It is published. Send a first lead
      </Title>
      <form onSubmit={submit}>
        <Group align="end">
          <TextInput
            label="E-mail of the lead"
            type="email"
            required
            value={email}
            onChange={(e) => setEmail(e.currentTarget.value)}
          />
          <Button type="submit" loading={send.isPending}>
            Send it
          </Button>
        </Group>
      </form>
      {send.error && <Trouble error={send.error} title="It was refused" />}
      {send.data && (
        <Alert color="green" variant="outline" role="status" title={wordsFor(send.data.decision)}>
          <RouteLink to="/leads/$id" params={{ id: send.data.lead.id }}>
            See why
          </RouteLink>
        </Alert>
      )}
    </Stack>
  );
}

function wordsFor(decision: Schemas["Decision"]): string {
  if (decision.owner !== null) return `${decision.owner} has it`;
  if (decision.offered_to.length > 0) return `It is offered to ${decision.offered_to.join(", ")}`;
  return `It has no owner yet: ${plain(decision.reason ?? decision.status)}`;
}
