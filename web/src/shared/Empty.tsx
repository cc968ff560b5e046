import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface EmptyProps {
  title: string;
  children: ReactNode;
  action?: ReactNode;
  /** It is all that the page has. */
  isPage?: boolean;
}

/** Nothing is here, and what would put something here. */
export function Empty({ title, children, action, isPage = false }: EmptyProps) {
  return (
    <Stack align="center" gap="xs" py="xl" ta="center">
      <Title order={isPage ? 1 : 2} size="h4">
        {title}
      </Title>
      <Text c="dimmed" maw={480}>
        {children}
      </Text>
      {action}
    </Stack>
  );
}
