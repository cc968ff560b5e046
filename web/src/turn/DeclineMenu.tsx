import { Button, Menu } from "@mantine/core";
import type { Schemas } from "../api/client";
import { reasons } from "../lead/reasons";

/** Declining takes one tap for the list of reasons and one for the reason. */
export function DeclineMenu({ decline }: Props) {
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <Button variant="default" size="md">
          Decline…
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Why?</Menu.Label>
        {reasons.map(({ value, label }) => (
          <Menu.Item key={value} onClick={() => decline(value)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface Props {
  decline: (reason: Schemas["CodedReason"]) => void;
}
