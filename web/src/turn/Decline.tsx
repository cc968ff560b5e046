import { Button, Fieldset, Group } from "@mantine/core";
import type { Schemas } from "../api/client";
import { reasons } from "../lead/reasons";

/** The reasons for which an offer is declined: the tap on one of them declines it. */
export function Decline({ decline, keep }: Props) {
  return (
    <Fieldset legend="Why do you decline?" mt="sm" p="sm">
      <Group gap="xs">
        {reasons.map(({ value, label }) => (
          <Button key={value} variant="default" onClick={() => decline(value)}>
            {label}
          </Button>
        ))}
        <Button variant="subtle" onClick={keep}>
          Keep it
        </Button>
      </Group>
    </Fieldset>
  );
}

interface Props {
  decline: (reason: Schemas["CodedReason"]) => void;
  keep: () => void;
}
