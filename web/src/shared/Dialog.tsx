import { Group, Modal } from "@mantine/core";
import type { ReactNode } from "react";

/** A question over the page. Its head is no header element: inside a dialog that would be a second banner of the page. */
export function Dialog({ opened, close, title, size = "md", children }: Props) {
  return (
    <Modal.Root opened={opened} onClose={close} size={size}>
      <Modal.Overlay />
      <Modal.Content>
        <Group justify="space-between" p="md" pb="xs">
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label="Close" />
        </Group>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

interface Props {
  opened: boolean;
  close: () => void;
  title: ReactNode;
  size?: string;
  children: ReactNode;
}
