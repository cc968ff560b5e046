import { Paper, Text, Title } from "@mantine/core";
import type { Lead } from "../api/client";
import { RouteLink } from "../shared/RouteLink";
import { plain } from "../shared/words";
import classes from "./Lead.module.css";

/** What is known of the person and the company, and how the lead was placed. */
export function Fields({ lead }: { lead: Lead }) {
  const placed = {
    rule: lead.rule,
    pool: lead.pool,
    queue: lead.queue,
    territory: lead.territory,
    account: lead.account,
  };
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4" mb="xs">
        Placed by
      </Title>
      <List of={placed} />
      {lead.rule && (
        <RouteLink to="/leads" search={{ rule: lead.rule }} size="sm">
          Other leads of this rule
        </RouteLink>
      )}
      <Title order={2} size="h4" mt="md" mb="xs">
        Fields
      </Title>
      <List of={lead.fields} />
    </Paper>
  );
}

function List({ of }: { of: Record<string, unknown> }) {
  const known = Object.entries(of).filter(([, value]) => value !== null && value !== undefined);
  if (known.length === 0) return <Text c="dimmed">Nothing</Text>;
  return (
    <dl className={classes.facts}>
      {known.map(([key, value]) => (
        <div key={key}>
          <dt>{plain(key)}</dt>
          <dd>{textOf(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function textOf(value: unknown): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
