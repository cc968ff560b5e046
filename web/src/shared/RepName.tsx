import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { repsQuery } from "../api/people";

/** A rep by name; whoever may not see the others reads their ids. */
export function RepName({ id }: { id: string }) {
  const { data } = useQuery(repsQuery);
  return (
    <Text span inherit>
      {data?.items.find((r) => r.id === id)?.name ?? id}
    </Text>
  );
}

/** The reps as the choices of a select. */
export function useRepChoices(): { value: string; label: string }[] {
  const { data } = useQuery(repsQuery);
  return (data?.items ?? []).map((r) => ({ value: r.id, label: r.name ?? r.id }));
}
