import { Alert, Button, Group, Select, Skeleton, Stack, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Trouble } from "../shared/Trouble";
import { size } from "../shared/words";
import { ChooseFile } from "./DropZone";
import { type Encoding, encodings, type Scan, scan } from "./file";
import { type Delimiter, delimiters } from "./guess";
import { Mapping } from "./Mapping";
import { Preview } from "./Preview";
import { Unreadable } from "./rows";
import type { Plan } from "./run";
import { type Chosen, guessQuery, previewQuery } from "./sample";

/** How a file is read and which column is which field, with its first rows as they would become leads. */
export function Prepare({ chosen, change, choose, start }: Props) {
  const { file } = chosen;
  const scanned = useScan(file);
  const [isSettled, setSettled] = useState(chosen.isMarked);
  const [own, setOwn] = useState<readonly (string | null)[]>();
  const guessed = useQuery(guessQuery(chosen));
  const fields = own ?? guessed.data?.look.columns.map((c) => c.field) ?? [];
  const isOwn = own?.some((f) => f !== null) === true;
  const preview = useQuery({
    ...previewQuery(chosen, guessed.data?.sample, fields),
    enabled: isOwn,
    placeholderData: keepPreviousData,
  });
  const read = (how: Partial<Pick<Chosen, "encoding" | "delimiter">>) => {
    setSettled(true);
    setOwn(undefined);
    change({ ...chosen, ...how });
  };

  // Its beginning looked like UTF-8, but all of it is not.
  const isMistaken = !isSettled && scanned?.isUtf8 === false && chosen.encoding === "utf-8";
  useEffect(() => {
    if (isMistaken) change({ ...chosen, encoding: "windows-1252" });
  }, [isMistaken, chosen, change]);

  const doubled = fields.filter((f, i) => f !== null && fields.indexOf(f) !== i);
  const isReady = fields.some((f) => f !== null) && doubled.length === 0 && guessed.data !== undefined;
  const look = isOwn ? preview.data : fields.some((f) => f !== null) ? guessed.data?.look : undefined;
  const fault = guessed.error ?? preview.error;
  return (
    <Stack>
      <Group justify="space-between">
        <Text fw={600}>
          {file.name}{" "}
          <Text span c="dimmed" fw={400}>
            {size(file.size)}
          </Text>
        </Text>
        <ChooseFile choose={choose} variant="default" label="Choose another" />
      </Group>
      <Group align="start">
        <Select
          label="Encoding"
          description={saysEncoding(chosen, isSettled)}
          data={Object.entries(encodings).map(([value, label]) => ({ value, label }))}
          value={chosen.encoding}
          onChange={(value) => read({ encoding: value as Encoding })}
          allowDeselect={false}
          w={{ base: "100%", sm: 280 }}
        />
        <Select
          label="Between the cells"
          description="Found in the first line"
          data={Object.entries(delimiters).map(([value, label]) => ({ value, label }))}
          value={chosen.delimiter}
          onChange={(value) => read({ delimiter: value as Delimiter })}
          allowDeselect={false}
          w={{ base: "100%", sm: 200 }}
        />
      </Group>
      {guessed.isPending && <Skeleton height={320} role="status" aria-label="Reading" />}
      {fault &&
        (fault instanceof Unreadable ? (
          <Alert color="red" role="alert" title="It cannot be read like this">
            {fault.message}
          </Alert>
        ) : (
          <Trouble error={fault} title="It was not read" retry={() => guessed.refetch()} />
        ))}
      {guessed.data && (
        <>
          <Mapping
            columns={guessed.data.look.columns.map((c) => c.name)}
            cells={guessed.data.cells}
            known={guessed.data.look.fields}
            fields={fields}
            set={setOwn}
            doubled={doubled}
          />
          {look && (
            <Preview
              look={look}
              lines={guessed.data.sample.rows.map((r) => r.line)}
              broken={guessed.data.sample.broken}
              isOld={preview.isPlaceholderData}
            />
          )}
          <Group>
            <Button
              onClick={() => start({ ...chosen, hash: scanned!.hash, fields })}
              disabled={!isReady}
              loading={isReady && scanned === undefined}
            >
              Import
            </Button>
            <Text size="sm" c="dimmed">
              {about(fields)}
            </Text>
          </Group>
        </>
      )}
    </Stack>
  );
}

function saysEncoding({ encoding }: Chosen, isSettled: boolean): string {
  if (isSettled) return "As the file says or you chose";
  if (encoding === "windows-1252") return "A guess: it is not UTF-8";
  return encoding === "utf-8" ? "What was read of it is valid" : "A guess: every other byte is zero";
}

function about(fields: readonly (string | null)[]): string {
  if (!fields.some((f) => f !== null)) return "Choose a field for at least one column.";
  return fields.includes("id")
    ? "Each row is known by its id: importing it again adds nothing, and other content under a known id is refused."
    : "No column is the id: each row is known by this file and its place in it. The same file again adds nothing; a changed file is a new one.";
}

/** The file read whole once, before anything of it is sent; undefined until then. */
function useScan(file: File): Scan | undefined {
  const [scanned, setScanned] = useState<Scan>();
  useEffect(() => {
    let isOver = false;
    scan(file, () => isOver)
      .then((found) => found && setScanned(found))
      .catch(() => {});
    return () => {
      isOver = true;
    };
  }, [file]);
  return scanned;
}

interface Props {
  chosen: Chosen & { isMarked: boolean };
  change: (chosen: Chosen & { isMarked: boolean }) => void;
  choose: (file: File) => void;
  start: (plan: Plan) => void;
}
