import { Alert, Button, Group, Paper, SimpleGrid, Stack, Table, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import { RouteLink } from "../shared/RouteLink";
import { count, plain } from "../shared/words";
import classes from "./Import.module.css";
import type { Outcome, Plan } from "./run";
import { leftEmpty, type Reason, type Tally } from "./tally";
import type { Created, Job } from "./useJob";

/** What an import came to: every row is in one of its figures. */
export function Summary({ job, again, start }: Props) {
  const { outcome, plan, created } = job;
  const { tally } = outcome;
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const isWhole = outcome.broken === undefined && !outcome.isStopped;
  return (
    <Stack>
      <Title order={2} size="h3" ref={head} tabIndex={-1}>
        {outcome.broken !== undefined ? "It ended early" : outcome.isStopped ? "Stopped" : "Imported"}
      </Title>
      {!isWhole && <Early outcome={outcome} hasId={plan.fields.includes("id")} go={() => start(plan)} />}
      <SimpleGrid cols={{ base: 2, sm: 4 }}>
        <Figure name="Rows" value={tally.rows} />
        <Figure name="Taken" value={tally.accepted} />
        <Figure name="The same as before" value={tally.repeated} />
        <Figure name="Refused" value={tally.rejected} />
      </SimpleGrid>
      {tally.accepted > 0 && <Places tally={tally} created={created} />}
      {tally.reasons.length > 0 && <Reasons title="Why rows were refused" reasons={tally.reasons} />}
      {tally.noted > 0 && (
        <Reasons title="What was left empty" reasons={tally.notes}>
          {leftEmpty(tally.noted, "was")}
        </Reasons>
      )}
      <Group>
        {outcome.rejects && <Download file={outcome.rejects} name={nameOf(plan.file)} rows={tally.rejected} />}
        <Button variant="default" onClick={again}>
          Import another file
        </Button>
      </Group>
    </Stack>
  );
}

function Early({ outcome, hasId, go }: { outcome: Outcome; hasId: boolean; go: () => void }) {
  const { rows } = outcome.tally;
  return (
    <Alert color="yellow" variant="outline" role="alert">
      <Stack gap="xs" align="start">
        {outcome.broken && <Text fw={600}>{outcome.broken}</Text>}
        <Text>
          {rows === 1 ? "The first row is" : `The first ${count(rows)} rows are`} done with, as the figures say; what is
          after that is not. {cureOf(outcome, hasId)}
        </Text>
        {!outcome.isFileAtFault && (
          <Button variant="default" onClick={go}>
            Import the same file again
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

function cureOf({ isFileAtFault }: Outcome, hasId: boolean): string {
  if (!isFileAtFault) return "Import the same file again to go on: what was taken is known again and not doubled.";
  return hasId
    ? "Put it right and import the file again: what was taken is known by its id."
    : "Put it right and import only what is left: rows without an id would be taken a second time from a changed file.";
}

function Figure({ name, value }: { name: string; value: number }) {
  return (
    <Paper withBorder p="md" component="dl" m={0}>
      <Text size="sm" component="dt">
        {name}
      </Text>
      <Text fz={28} fw={700} component="dd" m={0} className={classes.number}>
        {count(value)}
      </Text>
    </Paper>
  );
}

function Places({ tally, created }: { tally: Tally; created: Created | undefined }) {
  return (
    <section>
      <Title order={3} size="h4">
        Where they went
      </Title>
      {[...tally.places].map(([place, number]) => {
        const [status = "", reason] = place.split(" ");
        const words = `${count(number)} ${plain(status).toLowerCase()}${reason ? `: ${plain(reason).toLowerCase()}` : ""}`;
        return (
          <Text key={place}>
            {created ? (
              <RouteLink to="/leads" search={{ ...created, status, ...(reason && { reason }) }}>
                {words}
              </RouteLink>
            ) : (
              words
            )}
          </Text>
        );
      })}
      <RouteLink to="/leads" search={created ?? {}}>
        {created ? "Show what was captured while it ran" : "Show the leads, the newest first"}
      </RouteLink>
    </section>
  );
}

function Reasons({ title, reasons, children }: { title: string; reasons: readonly Reason[]; children?: ReactNode }) {
  return (
    <section>
      <Title order={3} size="h4" mb="xs">
        {title}
      </Title>
      {children && <Text mb="xs">{children}</Text>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={classes.scroll} tabIndex={0} aria-label={`Reasons: ${title}`}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Rows</Table.Th>
              <Table.Th>Field</Table.Th>
              <Table.Th>For example</Table.Th>
              <Table.Th>Lines</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {reasons.map((r) => (
              <Table.Tr key={`${r.code} ${r.path}`}>
                <Table.Td className={classes.number}>{count(r.count)}</Table.Td>
                <Table.Td>{r.path ? plain(r.path) : "The row"}</Table.Td>
                <Table.Td>{r.message}</Table.Td>
                <Table.Td className={classes.lines}>{linesOf(r)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
    </section>
  );
}

function linesOf({ lines, count: all }: Reason): string {
  const shown = lines.join(", ");
  return all > lines.length ? `${shown} and ${count(all - lines.length)} more` : shown;
}

function Download({ file, name, rows }: { file: Blob; name: string; rows: number }) {
  function save() {
    const url = URL.createObjectURL(file);
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
    // The download has begun by then, and holds the file itself.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }
  return (
    <Button onClick={save}>
      {rows === 1 ? "Download the refused row" : `Download the ${count(rows)} refused rows`}
    </Button>
  );
}

function nameOf(file: Blob): string {
  const name = file instanceof File ? file.name.replace(/\.[^.]*$/, "") : "leads";
  return `${name}-refused.csv`;
}

interface Props {
  job: Extract<Job, { kind: "done" }>;
  again: () => void;
  start: (plan: Plan) => void;
}
