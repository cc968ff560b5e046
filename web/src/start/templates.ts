const files = import.meta.glob<string>(["../../../samples/*/workspace.yaml", "!../../../samples/demo/workspace.yaml"], {
  query: "?raw",
  import: "default",
  eager: true,
});

export interface Template {
  name: string;
  text: string;
}

/** The workspaces to start from, the smallest first. */
export const templates: Template[] = Object.entries(files)
  .map(([path, text]) => ({ name: path.split("/").at(-2) ?? path, text }))
  .sort((a, b) => Number(b.name === "round-robin") - Number(a.name === "round-robin") || a.name.localeCompare(b.name));

/** Its first comment, which says what it is about, without its name before it. */
export function aboutOf(text: string): string {
  const about = text.slice(0, text.indexOf("\n")).replace(/^#\s*/, "");
  const colon = about.indexOf(": ");
  const said = colon > 0 && colon < 30 ? about.slice(colon + 2) : about;
  return said.charAt(0).toUpperCase() + said.slice(1).replaceAll("`", "");
}
