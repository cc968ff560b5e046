import { Alert, Button, Code, Grid, Group, Radio, ScrollArea, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf, baton } from "../api/client";
import { queries } from "../api/session";
import { RouteLink } from "../shared/RouteLink";
import { Trouble } from "../shared/Trouble";
import { plain } from "../shared/words";
import { FirstLead } from "./FirstLead";
import { aboutOf, templates } from "./templates";

/** From an empty workspace to a first distributed lead: choose a template, publish it, send a lead. */
export function Start() {
  const [chosen, setChosen] = useState(templates[0]?.name ?? "");
  const reps = useQuery({
    queryKey: ["reps", "any"],
    queryFn: () => answerOf(baton.GET("/v1/reps", { params: { query: { limit: 1 } } })),
  });
  const text = templates.find((t) => t.name === chosen)?.text;
  const publish = useMutation({
    mutationFn: () =>
      answerOf(
        baton.PUT("/v1/workspace", {
          body: text ?? "",
          bodySerializer: (body) => body,
          headers: { "Content-Type": "application/yaml" },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["reps"] }),
  });
  const isInUse = (reps.data?.items.length ?? 0) > 0 && !publish.isSuccess;

  return (
    <Stack maw={1100}>
      <title>Start · Baton</title>
      <Title order={1} size="h2">
        Start from a template
      </Title>
      <Text>
        A workspace is one text: who the reps are, and the rules that hand leads to them. Publish one of these, see a
        lead being handed out, and then put your own people in.
      </Text>
      <Grid>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Radio.Group label="Template" value={chosen} onChange={setChosen}>
            <Stack gap="sm" mt="xs">
              {templates.map((t) => (
                <Radio
                  key={t.name}
                  value={t.name}
                  label={plain(t.name.replaceAll("-", " "))}
                  description={aboutOf(t.text)}
                />
              ))}
            </Stack>
          </Radio.Group>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack pos="sticky" top={72}>
            <ScrollArea.Autosize
              mah="45dvh"
              type="auto"
              viewportProps={{ tabIndex: 0, role: "region", "aria-label": "The workspace's text" }}
            >
              <Code block>{text}</Code>
            </ScrollArea.Autosize>
            {isInUse && (
              <Alert color="yellow" variant="outline" title="This workspace is in use">
                There are reps already. Publishing a template replaces what the workspace says now; nothing is lost from
                its history.
              </Alert>
            )}
            {publish.error && <Trouble error={publish.error} title="It was not published" />}
            <Group>
              <Button
                onClick={() => publish.mutate()}
                loading={publish.isPending}
                disabled={!text}
                color={isInUse ? "red" : "indigo"}
              >
                {isInUse ? "Replace the workspace" : "Publish it"}
              </Button>
              <RouteLink to="/">Not now</RouteLink>
            </Group>
            {publish.isSuccess && <FirstLead />}
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}
