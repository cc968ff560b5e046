import { Group, Stack, Text } from "@mantine/core";
import type { CSSProperties } from "react";
import type { Schemas } from "../api/client";
import { count, instant } from "../shared/words";
import classes from "./Turn.module.css";
import { windowName } from "./words";

/** How much of a limit is used. */
export function Bar({ name, used, limit, note }: { name: string; used: number; limit: number; note?: string }) {
  const style = { "--used": limit === 0 ? 1 : Math.min(1, used / limit) } as CSSProperties;
  return (
    <Stack gap={2}>
      <Group justify="space-between" gap="xs">
        <Text size="sm">{name}</Text>
        <Text size="sm" fw={used >= limit ? 600 : 400}>
          {count(used)} of {count(limit)}
          {used >= limit && ", full"}
        </Text>
      </Group>
      <div className={classes.bar} style={style} data-full={used >= limit} aria-hidden="true" />
      {note && (
        <Text size="xs" c="dimmed">
          {note}
        </Text>
      )}
    </Stack>
  );
}

/** @param of What is counted, where it is not all that he gets. */
export function CapBars({ caps, of }: { caps: Schemas["CapUse"][]; of?: string }) {
  return caps.map((cap) => (
    <Bar
      key={cap.window}
      name={of ? `${of} ${windowName(cap.window).toLowerCase()}` : windowName(cap.window)}
      used={cap.used}
      limit={cap.limit}
      {...(cap.resets_at && cap.used >= cap.limit && { note: `Fewer again from ${instant(cap.resets_at)}` })}
    />
  ));
}
