import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { namesQuery, repsQuery } from "../api/people";

/** A rep by name; whose name the reader may not know is told by his id. */
export function RepName({ id }: { id: string }) {
  const nameOf = useNames();
  return (
    <Text span inherit>
      {nameOf(id)}
    </Text>
  );
}

/** What reps are called, by their ids. */
export function useNames(): (id: string) => string {
  const { data } = useQuery(namesQuery);
  return useCallback((id) => data?.get(id) ?? id, [data]);
}

/** The reps as the choices of a select. */
export function useRepChoices(): { value: string; label: string }[] {
  const { data } = useQuery(repsQuery);
  return (data?.items ?? []).map((r) => ({ value: r.id, label: r.name ?? r.id }));
}
