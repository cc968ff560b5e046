export function Inbox(_: { mayAct: boolean; give: unknown }) {
  return null;
}
