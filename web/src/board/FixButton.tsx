import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { wordsOf } from "../api/client";
import type { Fix } from "./fixes";

/** Does it, says what became of it in the server's words where it failed, and offers to take it back. */
export function FixButton({ fix, variant = "default" }: { fix: Fix; variant?: string }) {
  const queries = useQueryClient();
  const changed = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ["leads"] }),
      queries.invalidateQueries({ queryKey: ["reps"] }),
    ]);
  const failed = (title: string) => (error: Error) =>
    void notifications.show({ color: "red", autoClose: false, role: "alert", title, message: wordsOf(error) });
  const undo = useMutation({
    mutationFn: (how: () => Promise<unknown>) => how(),
    onSuccess: () => notifications.show({ title: fix.name, message: "It is as before." }),
    onError: failed("It could not be undone"),
    onSettled: changed,
  });
  const run = useMutation({
    mutationFn: fix.run,
    onSuccess: () => {
      const { undo: back, done } = fix;
      const id = `fix ${fix.name}`;
      notifications.show({
        id,
        autoClose: 12_000,
        message: (
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm">{done}</Text>
            {back && (
              <Button
                size="xs"
                variant="default"
                flex="none"
                onClick={() => {
                  notifications.hide(id);
                  undo.mutate(back);
                }}
              >
                Undo
              </Button>
            )}
          </Group>
        ),
      });
    },
    onError: failed(`Not done: ${fix.name}`),
    onSettled: changed,
  });
  return (
    <Button size="xs" variant={variant} loading={run.isPending} onClick={() => run.mutate()}>
      {fix.name}
    </Button>
  );
}
