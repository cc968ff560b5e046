import { Button, Group, Paper, Progress, Stack, Text, Title } from "@mantine/core";
import { count, size } from "../shared/words";
import type { Job } from "./useJob";

/** How far an import is. */
export function Running({ job, stop }: { job: Extract<Job, { kind: "running" }>; stop: () => void }) {
  const { tally, read, isRetrying } = job.progress;
  const total = job.plan.file.size;
  return (
    <Paper withBorder p="md">
      <Stack>
        <Title order={2} size="h4">
          {job.isStopping ? "Stopping after the rows on their way…" : "Importing"}
        </Title>
        <Progress.Root size="lg">
          <Progress.Section value={(100 * read) / total} aria-label="Of the file" />
        </Progress.Root>
        <Text>
          {count(tally.rows)} rows done: {count(tally.accepted)} taken, {count(tally.repeated)} the same as before,{" "}
          {count(tally.rejected)} refused. {size(read)} of {size(total)}.
        </Text>
        {isRetrying && (
          <Text role="status">The server could not be reached; the last rows are sent again. Nothing is doubled.</Text>
        )}
        <Group>
          <Button variant="default" onClick={stop} disabled={job.isStopping}>
            Stop
          </Button>
          <Text size="sm" c="dimmed">
            Keep this page open. What was taken stays, whatever happens.
          </Text>
        </Group>
      </Stack>
    </Paper>
  );
}
