import { Stack, Title } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { RouteLink } from "../shared/RouteLink";
import { MyTurn } from "../turn/MyTurn";
import { Team } from "./Team";

const shell = getRouteApi("/shell");

/** What matters first to whoever is signed in. */
export function Home() {
  const { me } = shell.useRouteContext();
  if (me.role === "rep") return <MyTurn />;
  return (
    <Stack maw={1100}>
      <title>Home · Baton</title>
      <Title order={1} size="h2">
        The team now
      </Title>
      {me.rep !== null && <RouteLink to="/turn">My own turn and leads</RouteLink>}
      <Team me={me} />
    </Stack>
  );
}
