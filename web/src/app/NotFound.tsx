import { Container } from "@mantine/core";
import { Empty } from "../shared/Empty";
import { RouteLink } from "../shared/RouteLink";

export function NotFound() {
  return (
    <Container component="main">
      <Empty isPage title="There is no such page" action={<RouteLink to="/">Go home</RouteLink>}>
        The link may be old, or a part of it is missing.
      </Empty>
    </Container>
  );
}
