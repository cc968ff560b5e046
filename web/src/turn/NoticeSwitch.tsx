import { Switch, Text } from "@mantine/core";
import { switchNotices, useNotices } from "../shell/notices";

/** Whether the browser tells of offers while another page is looked at. */
export function NoticeSwitch() {
  const notices = useNotices();
  if (notices === "impossible") return null;
  if (notices === "refused") {
    return (
      <Text size="sm" c="dimmed">
        Your browser refuses notices from this site
      </Text>
    );
  }
  return (
    <Switch
      label="Tell me of offers"
      checked={notices === "on"}
      onChange={(e) => void switchNotices(e.currentTarget.checked)}
    />
  );
}
