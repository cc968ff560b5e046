import { Button, Menu, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type BoardRep, bringBack, setPresence } from "../api/board";
import { type Schemas, wordsOf } from "../api/client";
import { useNow } from "../shared/useNow";
import classes from "./Board.module.css";
import { presenceOf, repName } from "./words";

const choices: [Schemas["RepStatus"], string][] = [
  ["available", "Back"],
  ["away", "Out for a while: away"],
  ["offline", "Out for today: offline"],
];

/** Whether a rep takes leads now; a manager sets it. */
export function Presence({ rep, mayAct }: { rep: BoardRep; mayAct: boolean }) {
  const now = useNow(30_000);
  const queries = useQueryClient();
  const set = useMutation({
    mutationFn: async (status: Schemas["RepStatus"]) => {
      await (status === "available" ? bringBack(rep.id) : setPresence(rep.id, status));
    },
    onError: (error) =>
      notifications.show({ color: "red", title: `${repName(rep)} is as before`, message: wordsOf(error) }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["leads"] }),
  });
  const words = presenceOf(rep, now);
  const isThere = words === "Available";
  if (!mayAct || !rep.active) {
    return (
      <Text size="xs" className={classes.presence} data-there={isThere}>
        {words}
      </Text>
    );
  }
  return (
    <Menu>
      <Menu.Target>
        <Button
          size="compact-xs"
          variant="default"
          className={classes.presence}
          data-there={isThere}
          loading={set.isPending}
          aria-label={`${words}. Change the presence of ${repName(rep)}`}
        >
          {words}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map(([status, name]) => (
          <Menu.Item
            key={status}
            fw={status === rep.status && !rep.absent ? 700 : 400}
            onClick={() => set.mutate(status)}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
