import type { Role } from "../api/client";
import type { IconName } from "../shared/Icon";

export interface Place {
  to: "/" | "/board" | "/leads" | "/start";
  name: string;
  icon: IconName;
  /** Pressed after g. */
  key: string;
  roles: Role[];
}

const everybody: Role[] = ["admin", "manager", "rep", "viewer"];

const places: Place[] = [
  { to: "/", name: "Home", icon: "home", key: "h", roles: everybody },
  { to: "/board", name: "Board", icon: "board", key: "b", roles: ["admin", "manager", "viewer"] },
  { to: "/leads", name: "Leads", icon: "leads", key: "l", roles: everybody },
  { to: "/start", name: "Templates", icon: "start", key: "t", roles: ["admin"] },
];

export function placesOf(role: Role): Place[] {
  return places.filter((p) => p.roles.includes(role));
}
