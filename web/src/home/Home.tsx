import { Stack, Title } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { MyLeads } from "./MyLeads";
import { Team } from "./Team";

const shell = getRouteApi("/shell");

/** What matters first to whoever is signed in. */
export function Home() {
  const { me } = shell.useRouteContext();
  return (
    <Stack maw={1100}>
      <title>Home · Baton</title>
      <Title order={1} size="h2">
        {me.role === "rep" ? "My leads" : "The team now"}
      </Title>
      {me.rep !== null && <MyLeads me={me} rep={me.rep} />}
      {me.role !== "rep" && <Team me={me} />}
    </Stack>
  );
}
