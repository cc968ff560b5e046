import { Checkbox, Skeleton, UnstyledButton } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { isOpen } from "../shared/leads";
import { useNow } from "../shared/useNow";
import { useKeys } from "../shell/useKeys";
import { LeadRow } from "./LeadRow";
import classes from "./LeadTable.module.css";
import { nextSort } from "./search";
import type { LeadPages } from "./useLeadPages";

const ROW = 44;

const columns = [
  { id: "lead", name: "Lead", isWide: false },
  { id: "status", name: "Status", sort: "status", isWide: false },
  { id: "owner", name: "Owner", sort: "owner", isWide: false },
  { id: "rule", name: "Rule", sort: "rule", isWide: true },
  { id: "score", name: "Score", sort: "score", isWide: true },
  { id: "source", name: "Source", sort: "source", isWide: true },
  { id: "created", name: "Created", sort: "created_at", isWide: true },
];

/** Leads as rows, of which only those that can be seen exist. */
export function LeadTable({ pages, total, sort, setSort, turn, chosen, choose }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const now = useNow(30_000);
  const rows = useVirtualizer({
    count: pages.rows,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  const seen = rows.getVirtualItems();
  const [first, last] = [seen[0]?.index ?? 0, seen.at(-1)?.index ?? 0];
  const { see } = pages;
  // The end of a list that nobody has read yet is the beginning of the list turned round: pages have no numbers.
  const toEnd = () => (pages.isWhole ? rows.scrollToIndex(pages.rows - 1) : turn());
  const toStart = () => rows.scrollToOffset(0);
  useKeys({ Home: toStart, End: toEnd });
  useEffect(() => see(first, last), [see, first, last]);

  const above = seen[0]?.start ?? 0;
  const below = rows.getTotalSize() - (seen.at(-1)?.end ?? 0);
  const open = pages.loaded.filter(isOpen);
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    choose?.(next);
  };

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section ref={box} className={classes.box} aria-label="Leads" tabIndex={0}>
      <table className={classes.table} aria-rowcount={total ?? -1}>
        <thead>
          <tr aria-rowindex={1}>
            {choose && (
              <th className={classes.check}>
                <Checkbox
                  aria-label="Choose all that are loaded"
                  checked={chosen.size > 0 && chosen.size >= open.length}
                  indeterminate={chosen.size > 0 && chosen.size < open.length}
                  onChange={() => choose(new Set(chosen.size > 0 ? [] : open.slice(0, 1000).map((l) => l.id)))}
                />
              </th>
            )}
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                data-lead={column.id === "lead"}
                data-wide={column.isWide}
                aria-sort={sortOf(sort, column.sort)}
              >
                {column.sort ? (
                  <UnstyledButton fz="sm" fw={600} onClick={() => setSort(nextSort(sort, column.sort!))}>
                    {column.name} {sort === column.sort ? "↑" : sort === `-${column.sort}` ? "↓" : ""}
                  </UnstyledButton>
                ) : (
                  column.name
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap height={above} />
          {seen.map((row) => {
            const lead = pages.leadAt(row.index);
            return lead === undefined ? (
              <Awaited key={row.key} />
            ) : (
              <LeadRow
                key={row.key}
                lead={lead}
                index={row.index + 2}
                now={now}
                isChosen={chosen.has(lead.id)}
                toggle={choose && isOpen(lead) ? () => toggle(lead.id) : undefined}
                hasBoxes={choose !== undefined}
              />
            );
          })}
          <Gap height={below} />
        </tbody>
      </table>
    </section>
  );
}

/** A row that is being read. */
function Awaited() {
  return (
    <tr aria-hidden>
      <td colSpan={columns.length + 1}>
        <Skeleton height={16} />
      </td>
    </tr>
  );
}

function Gap({ height }: { height: number }) {
  return height > 0 ? (
    <tr>
      <td style={{ height, padding: 0, border: 0 }} />
    </tr>
  ) : null;
}

function sortOf(sort: string | undefined, column: string | undefined) {
  return column === undefined || sort === undefined
    ? undefined
    : sort === column
      ? "ascending"
      : sort === `-${column}`
        ? "descending"
        : undefined;
}

interface Props {
  pages: LeadPages;
  total: number | undefined;
  sort: string | undefined;
  setSort: (sort: string | undefined) => void;
  /** Shows the list from its other end. */
  turn: () => void;
  chosen: ReadonlySet<string>;
  /** Absent where the reader may not move leads. */
  choose: ((chosen: ReadonlySet<string>) => void) | undefined;
}
