import { Box, Container, Group, Paper, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { ThemeSwitch } from "../shell/ThemeSwitch";

/** The frame of all pages before the console: one thing to do, in the middle. */
export function Door({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Container component="main" size={420} py={{ base: "md", sm: 64 }}>
      <title>{`${title} · Baton`}</title>
      <Group justify="space-between" mb="md">
        <Box fw={700} fz="xl">
          Baton
        </Box>
        <ThemeSwitch />
      </Group>
      <Paper withBorder p="lg" radius="md">
        <Title order={1} size="h3" mb="md">
          {title}
        </Title>
        {children}
      </Paper>
    </Container>
  );
}
