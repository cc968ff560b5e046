import { Button, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { answerOf, type BlindLead, baton, type Me } from "../api/client";
import { Trouble } from "../shared/Trouble";

/** A lead that shows itself to whoever claims it. */
export function Blind({ lead, me }: { lead: BlindLead; me: Me }) {
  const queries = useQueryClient();
  const claim = useMutation({
    mutationFn: () => answerOf(baton.POST("/v1/leads/{id}/claim", { params: { path: { id: lead.id } }, body: {} })),
    onSettled: () => queries.invalidateQueries({ queryKey: ["lead", lead.id] }),
  });
  return (
    <Stack maw={480}>
      <Title order={1} size="h2">
        A hidden lead
      </Title>
      <Text>
        It came {lead.age} minutes ago{lead.grade && ` and has the grade ${lead.grade}`}. Who claims it sees the rest.
      </Text>
      {claim.error && <Trouble error={claim.error} title="It was not claimed" />}
      {me.rep !== null && (
        <Button onClick={() => claim.mutate()} loading={claim.isPending}>
          Claim it
        </Button>
      )}
    </Stack>
  );
}
