import { Select, Table, Text, Title } from "@mantine/core";
import { count, plain } from "../shared/words";
import classes from "./Import.module.css";
import type { LeadField } from "./sample";

const NONE = "";

/** Which field each column of the file is. */
export function Mapping({ columns, cells, known, fields, set, doubled }: Props) {
  const left = fields.filter((f) => f === null).length;
  const choices = [
    { value: NONE, label: "Not imported" },
    ...known.map((f) => ({ value: f.name, label: `${plain(f.name)}${f.type === "string" ? "" : ` (${f.type})`}` })),
  ];
  return (
    <section aria-label="Columns">
      <Title order={2} size="h4">
        Columns
      </Title>
      <Text size="sm" c={left === columns.length ? "red" : "dimmed"} mb="xs">
        {left === 0
          ? "Every column is a field."
          : `${count(left)} of ${count(columns.length)} columns will not be imported.`}
      </Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={classes.scroll} tabIndex={0} aria-label="Fields of the columns">
        <Table verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>In the file</Table.Th>
              <Table.Th visibleFrom="sm">First values</Table.Th>
              <Table.Th>Field of the lead</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {columns.map((name, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place: two may bear one name
              <Table.Tr key={i}>
                <Table.Td>
                  {name || <Text span c="dimmed" inherit>{`Column ${i + 1}, without a name`}</Text>}
                  {name && columns.indexOf(name) !== columns.lastIndexOf(name) && (
                    <Text size="xs" c="dimmed">
                      the header says this twice
                    </Text>
                  )}
                </Table.Td>
                <Table.Td className={classes.values} visibleFrom="sm">
                  <Text span size="sm" c="dimmed">
                    {valuesOf(cells, i)}
                  </Text>
                </Table.Td>
                <Table.Td miw={190}>
                  <Select
                    aria-label={`Field of ${name || `column ${i + 1}`}`}
                    data={choices}
                    value={fields[i] ?? NONE}
                    onChange={(value) => set(fields.map((f, at) => (at === i ? value || null : f)))}
                    error={doubled.includes(fields[i] ?? NONE) && "Two columns fill this field: choose one"}
                    searchable
                    allowDeselect={false}
                    size="sm"
                  />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
    </section>
  );
}

function valuesOf(cells: string[][], column: number): string {
  const found = cells.map((row) => row[column]?.trim() ?? "").filter((cell) => cell !== "");
  return [...new Set(found)].slice(0, 3).join(" · ");
}

interface Props {
  columns: string[];
  /** Of the first rows, as they stand in the file. */
  cells: string[][];
  known: LeadField[];
  fields: readonly (string | null)[];
  set: (fields: (string | null)[]) => void;
  /** Fields that more than one column would fill. */
  doubled: readonly (string | null)[];
}
