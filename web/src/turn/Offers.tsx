import { Alert, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { Schemas } from "../api/client";
import { titleOf } from "../shared/leads";
import { RouteLink } from "../shared/RouteLink";
import { Decline } from "./Decline";
import { Ring } from "./Ring";
import type { Work } from "./turns";
import { useAnswer } from "./useAnswer";
import { step } from "./words";

/** The leads that he is asked about, each with its time. What he answered too late says so until he has read it. */
export function Offers({ offers }: { offers: Work[] }) {
  const { answer, refused, forget } = useAnswer();
  if (offers.length === 0 && refused.length === 0) return null;
  return (
    <Stack gap="xs" component="section" aria-label="Offered to you">
      <Title order={2} size="h4">
        Offered to you
      </Title>
      {offers.length > 0 && (
        <Text size="sm" c="dimmed">
          {step("answer")}
        </Text>
      )}
      {refused.map(({ id, title, words }) => (
        <Alert
          key={id}
          color="red"
          title={title}
          role="alert"
          withCloseButton
          closeButtonLabel="I have read it"
          onClose={() => forget(id)}
        >
          {words}
        </Alert>
      ))}
      {offers.map((work) => (
        <Offer
          key={work.lead.id}
          work={work}
          accept={() => answer({ work })}
          decline={(reason) => answer({ work, reason })}
        />
      ))}
    </Stack>
  );
}

function Offer({ work, accept, decline }: OfferProps) {
  const [asks, { open, close }] = useDisclosure();
  const { lead, offered_at: from, expires_at: to } = work;
  const place = [lead.fields.company, lead.fields.city, lead.fields.country].filter(Boolean).join(", ");
  return (
    <Paper withBorder p="sm">
      <Group gap="sm" wrap="nowrap" align="flex-start">
        {from && to && <Ring from={from} to={to} />}
        <Stack gap={4} flex={1} miw={0}>
          <RouteLink to="/leads/$id" params={{ id: lead.id }} fw={600}>
            {titleOf(lead)}
          </RouteLink>
          {place && (
            <Text size="sm" c="dimmed">
              {place}
            </Text>
          )}
          {work.guidance && <Text size="sm">{work.guidance}</Text>}
        </Stack>
      </Group>
      <Group gap="xs" mt="sm" grow preventGrowOverflow={false}>
        <Button size="md" onClick={accept}>
          Accept
        </Button>
        <Button variant="default" size="md" onClick={open} aria-expanded={asks}>
          Decline…
        </Button>
      </Group>
      {asks && <Decline decline={decline} keep={close} />}
    </Paper>
  );
}

interface OfferProps {
  work: Work;
  accept: () => void;
  decline: (reason: Schemas["CodedReason"]) => void;
}
