import { Button, Menu, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link, useRouter } from "@tanstack/react-router";
import { answerOf, baton, type Me } from "../api/client";
import { leave } from "../api/session";
import { plain } from "../shared/words";

/** Who is signed in, and the way out. */
export function WhoAmI({ me }: { me: Me }) {
  const router = useRouter();
  const signOut = useMutation({
    mutationFn: () => answerOf(baton.DELETE("/v1/session")),
    onSuccess: async () => {
      leave();
      await router.navigate({ to: "/sign-in" });
    },
  });
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" maw={{ base: 110, sm: 220 }} px="sm">
          <Text span truncate size="sm">
            {me.name}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {plain(me.role)}
          {me.rep !== null && `, rep ${me.rep}`}
          {me.workspace !== "default" && `, workspace ${me.workspace}`}
        </Menu.Label>
        <Menu.Item component={Link} to="/password">
          Change password
        </Menu.Item>
        <Menu.Item onClick={() => signOut.mutate()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
