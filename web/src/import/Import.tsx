import { Alert, Button, Group, Stack, Text, Title } from "@mantine/core";
import { getRouteApi, useBlocker } from "@tanstack/react-router";
import { useCallback, useRef, useState } from "react";
import { Dialog } from "../shared/Dialog";
import { Empty } from "../shared/Empty";
import { RouteLink } from "../shared/RouteLink";
import { DropZone, useDrop } from "./DropZone";
import { guess } from "./guess";
import { Prepare } from "./Prepare";
import { Running } from "./Running";
import { Summary } from "./Summary";
import type { Chosen } from "./sample";
import { useJob } from "./useJob";

const shell = getRouteApi("/shell");

/** Leads from a CSV file: choose it, say which column is what, look, import. */
export function Import() {
  const { me } = shell.useRouteContext();
  return (
    <Stack maw={1100}>
      <title>Import leads · Baton</title>
      <Group justify="space-between">
        <Title order={1} size="h2">
          Import leads
        </Title>
        <RouteLink to="/leads">All leads</RouteLink>
      </Group>
      {me.role === "admin" || me.role === "manager" ? (
        <Steps />
      ) : (
        <Empty title="Only managers import">Ask a manager or an administrator to bring the file in.</Empty>
      )}
    </Stack>
  );
}

function Steps() {
  const { job, start, stop, clear } = useJob();
  const [chosen, setChosen] = useState<Chosen & { isMarked: boolean }>();
  const [refusal, setRefusal] = useState<string>();
  const number = useRef(0);
  const choose = useCallback(async (file: File) => {
    const found = await guess(file).catch(() => ({ refusal: "The file cannot be read. Perhaps it was moved." }));
    if ("refusal" in found) {
      setRefusal(`${file.name}: ${found.refusal}`);
    } else {
      setRefusal(undefined);
      setChosen({ ...found, file, number: ++number.current });
    }
  }, []);
  const isOver = useDrop(choose, job.kind === "none");
  const again = () => {
    clear();
    setChosen(undefined);
  };

  return (
    <>
      {refusal && job.kind === "none" && (
        <Alert color="red" role="alert" title="This file cannot be imported">
          {refusal}
        </Alert>
      )}
      {job.kind === "none" && !chosen && <DropZone choose={choose} isOver={isOver} />}
      {job.kind === "none" && chosen && (
        <Prepare key={chosen.number} chosen={chosen} change={setChosen} choose={choose} start={start} />
      )}
      {job.kind === "running" && <Running job={job} stop={stop} />}
      {job.kind === "done" && <Summary job={job} again={again} start={start} />}
      <Leaving isRunning={job.kind === "running"} />
    </>
  );
}

/** Whoever goes elsewhere while rows are on their way is asked first. */
function Leaving({ isRunning }: { isRunning: boolean }) {
  const leaving = useBlocker({
    // A session that ended has nothing left to send.
    shouldBlockFn: ({ next }) => next.pathname !== "/sign-in",
    enableBeforeUnload: true,
    disabled: !isRunning,
    withResolver: true,
  });
  return (
    <Dialog opened={leaving.status === "blocked"} close={() => leaving.reset?.()} title="Leave while it is running?">
      <Stack>
        <Text>
          The import then stops. What was taken stays; the rest is not sent. The same file can be imported again later,
          which repeats nothing.
        </Text>
        <Group>
          <Button onClick={() => leaving.reset?.()} data-autofocus>
            Stay
          </Button>
          <Button variant="default" onClick={() => leaving.proceed?.()}>
            Stop it and leave
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
