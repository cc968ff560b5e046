import { Alert, Button, Group, Text } from "@mantine/core";
import { wordsOf } from "../api/client";

/** Something could not be read: why, and the way to try again. */
export function Trouble({ error, retry, title = "This could not be read" }: Props) {
  return (
    <Alert color="red" title={title} role="alert">
      <Group justify="space-between">
        <Text size="sm">{wordsOf(error)}</Text>
        {retry && (
          <Button variant="default" size="xs" onClick={retry}>
            Try again
          </Button>
        )}
      </Group>
    </Alert>
  );
}

interface Props {
  error: unknown;
  retry?: () => void;
  title?: string;
}
