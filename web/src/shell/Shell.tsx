import { AppShell, Box, Burger, Group, NavLink, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { getRouteApi, Link, Outlet, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import type { LiveState } from "../api/live";
import { Icon } from "../shared/Icon";
import { Help } from "./Help";
import { placesOf } from "./places";
import { SearchBox } from "./SearchBox";
import { ThemeSwitch } from "./ThemeSwitch";
import { useKeys } from "./useKeys";
import { useLive } from "./useLive";
import { WhoAmI } from "./WhoAmI";

const route = getRouteApi("/shell");

const states: Record<LiveState, string> = { connecting: "Connecting…", live: "Live", broken: "Connecting again…" };

/** The frame of the console: where one is, who one is, and what else there is. */
export function Shell() {
  const { me } = route.useRouteContext();
  const navigate = useNavigate();
  const [menu, { toggle, close }] = useDisclosure();
  const [help, { open: openHelp, close: closeHelp }] = useDisclosure();
  const places = placesOf(me);
  const openLead = useCallback((id: string) => void navigate({ to: "/leads/$id", params: { id } }), [navigate]);
  const live = useLive(me, openLead);
  useKeys({
    "/": () => document.getElementById("search")?.focus(),
    "?": openHelp,
    ...Object.fromEntries(places.map((p) => [`g ${p.key}`, () => void navigate({ to: p.to })])),
  });

  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: "sm", collapsed: { mobile: !menu } }}
      padding={{ base: "sm", sm: "md" }}
    >
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <AppShell.Header>
        <Group h="100%" px="sm" gap="sm" wrap="nowrap">
          <Burger opened={menu} onClick={toggle} hiddenFrom="sm" size="sm" aria-label="Menu" />
          <Text fw={700} fz="lg" visibleFrom="sm">
            Baton
          </Text>
          <Box flex={1} maw={440} mx="auto">
            <SearchBox />
          </Box>
          <Box visibleFrom="sm">
            <ThemeSwitch />
          </Box>
          <WhoAmI me={me} />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label="Main">
        {places.map((place) => (
          <NavLink
            key={place.to}
            component={Link}
            to={place.to}
            activeOptions={{ exact: place.to === "/" }}
            label={place.name}
            leftSection={<Icon name={place.icon} />}
            onClick={close}
          />
        ))}
        <NavLink href="/docs" label="API reference" leftSection={<Icon name="book" />} mt="auto" />
        <Box hiddenFrom="sm" p="xs">
          <ThemeSwitch />
        </Box>
        <Text size="sm" c="dimmed" p="xs" role="status">
          {states[live]}
        </Text>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Outlet />
      </AppShell.Main>
      <Help opened={help} close={closeHelp} places={places} />
    </AppShell>
  );
}
