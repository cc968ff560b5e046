import { Button, Group, Select, Stack, Table, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf, baton, type Schemas } from "../api/client";
import { reasons } from "../lead/reasons";
import { Dialog } from "../shared/Dialog";
import { useRepChoices } from "../shared/RepName";
import { Trouble } from "../shared/Trouble";
import { plain } from "../shared/words";

export const ROUTE = "\u0000route";

/** Gives the chosen leads to somebody else, after showing what that would do. */
export function Reassign({ leads, done }: { leads: string[]; done: () => void }) {
  const [opened, { open, close }] = useDisclosure();
  return (
    <Group>
      <Text>{leads.length} chosen</Text>
      <Button onClick={open}>Reassign…</Button>
      <Button variant="subtle" onClick={done}>
        Choose none
      </Button>
      <Dialog
        opened={opened}
        close={close}
        size="lg"
        title={leads.length === 1 ? "Reassign 1 lead" : `Reassign ${leads.length} leads`}
      >
        <Steps of={{ leads }} done={done} />
      </Dialog>
    </Group>
  );
}

/** To whom and why; then what that would do; then the act, which is as shown or refused. */
export function Steps({ of, done, first = null }: StepsProps) {
  const reps = useRepChoices();
  const [to, setTo] = useState<string | null>(first);
  const [reason, setReason] = useState<Schemas["CodedReason"]>("other");
  const send = (token?: string) =>
    answerOf(
      baton.POST("/v1/leads/reassign", {
        body: {
          ...of,
          to: to === ROUTE ? "route" : to,
          reason,
          ...(token === undefined ? { dry_run: true } : { token }),
        } as Schemas["Reassignment"],
      }),
    );
  const preview = useMutation({ mutationFn: () => send() });
  const act = useMutation({ mutationFn: (token: string) => send(token), onSuccess: done });
  const shown = preview.data;
  const again = () => {
    preview.reset();
    act.reset();
  };

  return (
    <Stack>
      <Select
        label="To"
        data={[{ value: ROUTE, label: "Their route again, without whoever has them" }, ...reps]}
        value={to}
        onChange={(value) => {
          setTo(value);
          again();
        }}
        searchable
        data-autofocus
      />
      <Select
        label="Reason"
        data={reasons}
        value={reason}
        onChange={(value) => {
          setReason((value ?? "other") as Schemas["CodedReason"]);
          again();
        }}
        allowDeselect={false}
      />
      {preview.error && <Trouble error={preview.error} title="It cannot be done" />}
      {act.error && <Trouble error={act.error} title="It was not done" />}
      {shown && <Outcome of={shown} />}
      <Group>
        {shown?.token ? (
          <Button onClick={() => act.mutate(shown.token!)} loading={act.isPending} disabled={shown.moved === 0}>
            Move {shown.moved} as shown
          </Button>
        ) : (
          <Button onClick={() => preview.mutate()} loading={preview.isPending} disabled={to === null}>
            Show what would happen
          </Button>
        )}
      </Group>
    </Stack>
  );
}

interface StepsProps {
  /** Which leads: those named, or all that a rep has. */
  of: { leads: string[] } | { rep: string };
  done: () => void;
  /** The choice to begin with. */
  first?: string | null;
}

function Outcome({ of }: { of: Schemas["Handover"] }) {
  const kept = of.leads.filter((l) => l.kept !== null);
  return (
    <>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Rep</Table.Th>
            <Table.Th>Gets</Table.Th>
            <Table.Th>Gives</Table.Th>
            <Table.Th>Open then</Table.Th>
            <Table.Th>Warnings</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {of.reps.map((r) => (
            <Table.Tr key={r.rep}>
              <Table.Td>{r.rep}</Table.Td>
              <Table.Td>{r.gets}</Table.Td>
              <Table.Td>{r.gives}</Table.Td>
              <Table.Td>
                {r.open_after}
                {r.capacity !== null && ` of ${r.capacity}`}
              </Table.Td>
              <Table.Td>{r.warnings.map((w) => `${plain(w.code)}: ${w.actual} of ${w.needed}`).join("; ")}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {kept.length > 0 && (
        <Text size="sm">
          {kept.length} stay where they are: {[...new Set(kept.map((l) => plain(l.kept!)))].join(", ")}.
        </Text>
      )}
    </>
  );
}
