import type { Me, Role } from "../api/client";
import type { IconName } from "../shared/Icon";

export interface Place {
  to: "/" | "/turn" | "/board" | "/leads" | "/start";
  name: string;
  icon: IconName;
  /** Pressed after g. */
  key: string;
  roles: Role[];
  /** For those alone who are a rep as well. */
  isRep?: true;
}

const everybody: Role[] = ["admin", "manager", "rep", "viewer"];

const places: Place[] = [
  { to: "/", name: "Home", icon: "home", key: "h", roles: everybody },
  { to: "/turn", name: "My turn", icon: "turn", key: "m", roles: ["admin", "manager", "viewer"], isRep: true },
  { to: "/board", name: "Board", icon: "board", key: "b", roles: ["admin", "manager", "viewer"] },
  { to: "/leads", name: "Leads", icon: "leads", key: "l", roles: everybody },
  { to: "/start", name: "Templates", icon: "start", key: "t", roles: ["admin"] },
];

export function placesOf({ role, rep }: Pick<Me, "role" | "rep">): Place[] {
  return places.filter((p) => p.roles.includes(role) && (rep !== null || !p.isRep));
}
