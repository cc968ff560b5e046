import { type CSSVariablesResolver, createTheme, Input, Notification, Select } from "@mantine/core";

export const theme = createTheme({
  primaryColor: "indigo",
  primaryShade: { light: 8, dark: 7 },
  respectReducedMotion: true,
  defaultRadius: "sm",
  cursorType: "pointer",
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  // Almost all fields are required; those that are not say so.
  components: {
    InputWrapper: Input.Wrapper.extend({ defaultProps: { withAsterisk: false } }),
    Notification: Notification.extend({
      defaultProps: { closeButtonProps: { "aria-label": "Dismiss" } },
      styles: { description: { color: "var(--mantine-color-dimmed)" } },
    }),
    Select: Select.extend({ defaultProps: { openOnFocus: false } }),
  },
  headings: { fontWeight: "600" },
});

/** Mantine's own greys and reds are too faint for small text. */
export const readable: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#495057",
    "--mantine-color-error": "#b02525",
    "--mantine-color-placeholder": "#6c757d",
    "--mantine-color-anchor": "#364fc7",
    "--mantine-color-red-light-color": "#9c1f1f",
  },
  dark: {
    "--mantine-color-dimmed": "#b8b8b8",
    "--mantine-color-error": "#ff8787",
    "--mantine-color-placeholder": "#a0a0a0",
    "--mantine-color-anchor": "#91a7ff",
    "--mantine-color-red-light-color": "#ffc9c9",
  },
});
