import { Button, Divider, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { type Role, wordsOf } from "../api/client";
import { enter, meQuery, queries } from "../api/session";

const doors: [Role, string][] = [
  ["admin", "the operator"],
  ["manager", "a manager"],
  ["rep", "a rep"],
];

/** In a demonstration: one click, and one is somebody. */
export function DemoDoors({ back }: { back: string | undefined }) {
  const router = useRouter();
  const come = useMutation({
    mutationFn: async (role: Role) => {
      const answer = await fetch("/demo/sign-in", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ role }),
      });
      if (!answer.ok) throw new Error(`${answer.status}`);
      const me = await queries.fetchQuery({ ...meQuery, staleTime: 0 });
      if (me) enter(me);
    },
    onSuccess: async () => {
      await router.invalidate();
      router.history.push(back ?? "/");
    },
  });
  return (
    <Stack gap="xs">
      <Text>This is a demonstration with made-up leads. Look at it as</Text>
      <Group gap="xs">
        {doors.map(([role, name]) => (
          <Button
            key={role}
            px="sm"
            onClick={() => come.mutate(role)}
            loading={come.isPending && come.variables === role}
          >
            {name}
          </Button>
        ))}
      </Group>
      {come.error && (
        <Text c="red" role="alert">
          {wordsOf(come.error)}
        </Text>
      )}
      <Divider label="or with a password" />
    </Stack>
  );
}
