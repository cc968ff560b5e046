import { useEffect, useRef } from "react";

const LONGEST_CHORD = 1500;

/**
 * Keys without a modifier, such as `?`, and chords such as `g l`, wherever nobody is typing.
 */
export function useKeys(keys: Record<string, () => void>): void {
  const known = useRef(keys);
  known.current = keys;
  useEffect(() => {
    let first = "";
    let at = 0;
    function press(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const chord = first && event.timeStamp - at < LONGEST_CHORD ? `${first} ${event.key}` : event.key;
      first = event.key === "g" ? "g" : "";
      at = event.timeStamp;
      const act = known.current[chord];
      if (act) {
        event.preventDefault();
        act();
      }
    }
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}
