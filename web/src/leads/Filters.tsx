import { Button, Group, MultiSelect, Select, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import type { Schemas } from "../api/client";
import { wordsOf } from "../api/client";
import { useRepChoices } from "../shared/RepName";
import { instant, plain } from "../shared/words";
import { isAboutFilter } from "./Leads";
import type { LeadSearch } from "./search";

const statuses: Schemas["LeadStatus"][] = [
  "new",
  "waiting",
  "queued",
  "offered",
  "assigned",
  "working",
  "nurture",
  "disqualified",
  "rejected",
  "erased",
  "duplicate",
  "won",
  "lost",
];

/** What the list is asked for. A change is a new address. */
export function Filters({ search, set, fault }: Props) {
  const reps = useRepChoices();
  const change = (key: keyof LeadSearch, value: string | null | undefined) => {
    const { [key]: _, ...rest } = search;
    set(value ? { ...rest, [key]: value } : rest);
  };
  const others = (["rule", "reason", "search", "from", "to"] as const).filter((key) => search[key]);

  return (
    <Group gap="sm" align="end">
      <MultiSelect
        label="Status"
        placeholder={search.status ? "" : "Any"}
        data={statuses.map((value) => ({ value, label: plain(value) }))}
        value={search.status?.split(",") ?? []}
        onChange={(chosen) => change("status", chosen.join(","))}
        clearable
        clearButtonProps={{ "aria-label": "Any status" }}
        w={{ base: "100%", sm: 260 }}
      />
      {reps.length > 1 && (
        <Select
          label="Owner"
          placeholder="Anybody"
          data={reps}
          value={search.owner ?? null}
          onChange={(owner) => change("owner", owner)}
          searchable
          clearable
          clearButtonProps={{ "aria-label": "Any owner" }}
          w={{ base: "100%", sm: 200 }}
        />
      )}
      <FilterText
        now={search.filter ?? ""}
        set={(filter) => change("filter", filter)}
        fault={fault && isAboutFilter(fault) ? wordsOf(fault) : undefined}
      />
      {others.map((key) => (
        <Button key={key} variant="default" onClick={() => change(key, undefined)} title="Take this away">
          {plain(key)}: {key === "from" || key === "to" ? instantOf(search[key]) : search[key]} ×
        </Button>
      ))}
      {Object.keys(search).length > 0 && (
        <Button variant="subtle" onClick={() => set({})}>
          Clear
        </Button>
      )}
    </Group>
  );
}

// An address is anybody's words: what is no instant stands as it is, and the server says so.
function instantOf(text = ""): string {
  return Number.isNaN(Date.parse(text)) ? text : instant(text);
}

function FilterText({ now, set, fault }: { now: string; set: (text: string) => void; fault: string | undefined }) {
  const [text, setText] = useState(now);
  useEffect(() => setText(now), [now]);

  function send(event: FormEvent) {
    event.preventDefault();
    set(text.trim());
  }

  return (
    <form onSubmit={send} style={{ flex: 1, minWidth: 240 }}>
      <TextInput
        label="Condition"
        placeholder='lead.employees > 500 && lead.country == "US"'
        value={text}
        onChange={(e) => setText(e.currentTarget.value)}
        onBlur={() => text.trim() !== now && set(text.trim())}
        error={fault}
        maxLength={4000}
        spellCheck={false}
      />
    </form>
  );
}

interface Props {
  search: LeadSearch;
  set: (search: LeadSearch) => void;
  fault: unknown;
}
