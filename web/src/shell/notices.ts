import { useSyncExternalStore } from "react";

const KEY = "baton.notices";
const watchers = new Set<() => void>();

/** Whether the browser shows notices of its own: it can, may and shall. */
export type Notices = "on" | "off" | "refused" | "impossible";

export function notices(): Notices {
  if (!("Notification" in window)) return "impossible";
  if (Notification.permission === "denied") return "refused";
  return Notification.permission === "granted" && localStorage.getItem(KEY) === "on" ? "on" : "off";
}

/** Asks the browser: only ever on a click of the person's own. */
export async function switchNotices(on: boolean): Promise<void> {
  if (on && "Notification" in window) await Notification.requestPermission();
  localStorage.setItem(KEY, on ? "on" : "off");
  for (const tell of watchers) tell();
}

export function useNotices(): Notices {
  return useSyncExternalStore(watch, notices);
}

function watch(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}

/** To somebody who looks at another page: by the browser where he wants it, and by the title of the tab. */
export function tellHidden(title: string, tag: string, open: () => void): void {
  if (!document.hidden) return;
  flash(title);
  if (notices() !== "on") return;
  try {
    // Nothing of the lead: it may stand on a locked screen.
    const notice = new Notification(title, { tag, body: "Open Baton to see it" });
    notice.onclick = () => {
      window.focus();
      notice.close();
      open();
    };
  } catch {
    // Some phones show notices of installed pages alone.
  }
}

let isFlashing = false;

function flash(title: string): void {
  if (isFlashing) return;
  isFlashing = true;
  const own = document.title;
  const turn = setInterval(() => {
    document.title = document.title === title ? own : title;
  }, 1000);
  document.title = title;
  document.addEventListener(
    "visibilitychange",
    () => {
      clearInterval(turn);
      document.title = own;
      isFlashing = false;
    },
    { once: true },
  );
}
