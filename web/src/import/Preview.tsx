import { Table, Text, Title } from "@mantine/core";
import { plain } from "../shared/words";
import classes from "./Import.module.css";
import type { Look } from "./sample";
import { leftEmpty } from "./tally";

/** The first rows as the server reads them: what it makes of each cell, and what it would refuse. */
export function Preview({ look, lines, broken, isOld }: Props) {
  const shown = look.fields.map((f) => f.name).filter((name) => look.rows.some((row) => row.fields[name] != null));
  const noted = look.rows.filter((row) => row.notes !== undefined).length;
  const general = [
    ...look.errors.map((e) => e.message),
    ...(broken ? [`${broken} Nothing behind it can be read.`] : []),
  ];
  return (
    <section aria-label="Preview" aria-busy={isOld}>
      <Title order={2} size="h4">
        {look.rows.length === 0 ? "No row to show" : `The first ${look.rows.length} rows, as they would be read`}
      </Title>
      {general.map((words) => (
        <Text key={words} c="red" size="sm">
          {words}
        </Text>
      ))}
      {noted > 0 && (
        <Text size="sm" mb="xs">
          {leftEmpty(noted, "would be")}
        </Text>
      )}
      {look.rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className={classes.scroll} tabIndex={0} aria-label="First rows">
          <Table opacity={isOld ? 0.5 : 1} verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Line</Table.Th>
                {noted > 0 && <Table.Th>Left empty</Table.Th>}
                {shown.map((name) => (
                  <Table.Th key={name}>{plain(name)}</Table.Th>
                ))}
                {shown.length === 0 && <Table.Th>Read</Table.Th>}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {look.rows.map((row) => (
                <Table.Tr key={row.row}>
                  <Table.Td className={classes.number}>{lines[row.row - 1]}</Table.Td>
                  {noted > 0 && row.errors.length === 0 && (
                    <Table.Td className={classes.note}>{(row.notes ?? []).map((n) => n.message).join("; ")}</Table.Td>
                  )}
                  {row.errors.length > 0 ? (
                    <Table.Td colSpan={Math.max(1, shown.length) + (noted > 0 ? 1 : 0)}>
                      <Text size="sm" c="red">
                        Refused: {row.errors.map((e) => e.message).join("; ")}
                      </Text>
                    </Table.Td>
                  ) : (
                    shown.map((name) => (
                      <Table.Td key={name} className={classes.cell} title={text(row.fields[name])}>
                        {text(row.fields[name])}
                      </Table.Td>
                    ))
                  )}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
      )}
    </section>
  );
}

function text(value: unknown): string {
  if (value == null) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return Array.isArray(value) ? value.join(", ") : String(value);
}

interface Props {
  look: Look;
  /** Where the rows begin in the file. */
  lines: number[];
  /** Why the file ends for its reader before its end. */
  broken: string | undefined;
  /** Another look is being taken. */
  isOld: boolean;
}
