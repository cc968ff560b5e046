import { ActionIcon, Menu, useMantineColorScheme } from "@mantine/core";
import { Icon } from "../shared/Icon";

const schemes = [
  ["auto", "Like the system"],
  ["light", "Light"],
  ["dark", "Dark"],
] as const;

export function ThemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon variant="default" size="lg" aria-label="Light or dark">
          <Icon name="contrast" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {schemes.map(([scheme, name]) => (
          <Menu.Item key={scheme} onClick={() => setColorScheme(scheme)} fw={scheme === colorScheme ? 700 : 400}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
