import { Text, VisuallyHidden } from "@mantine/core";
import type { Lead } from "../api/client";
import { RepName, useNames } from "../shared/RepName";
import { placeOf } from "./place";

/** Who has a lead; of one that nobody has, where it is. */
export function Holder({ lead }: { lead: Lead }) {
  const nameOf = useNames();
  if (lead.owner !== null) return <RepName id={lead.owner} />;
  const { words, title } = placeOf(lead, nameOf);
  return (
    <Text span size="sm" c="dimmed" title={title}>
      {words ?? (
        <>
          <span aria-hidden="true">–</span>
          <VisuallyHidden>{title}</VisuallyHidden>
        </>
      )}
    </Text>
  );
}
