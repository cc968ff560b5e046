import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { meQuery, queries } from "../api/session";
import { readBoardSearch } from "../board/search";
import { readLeadSearch } from "../leads/search";
import { Shell } from "../shell/Shell";
import { NotFound } from "./NotFound";

const root = createRootRoute({ notFoundComponent: NotFound });

interface SignInSearch {
  back?: string;
  ended?: true;
  /** Why the identity provider's way in was closed. */
  failed?: string;
}

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>): SignInSearch => ({
    ...(isOwnPath(search.back) && { back: search.back }),
    ...(search.ended === true && { ended: true }),
    ...(typeof search.failed === "string" && { failed: search.failed }),
  }),
  component: lazyRouteComponent(() => import("../signin/SignIn"), "SignIn"),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  component: lazyRouteComponent(() => import("../signin/Setup"), "Setup"),
});

const password = createRoute({
  getParentRoute: () => root,
  path: "/password",
  beforeLoad: ({ location }) => signedIn(location.href),
  component: lazyRouteComponent(() => import("../signin/ChangePassword"), "ChangePassword"),
});

const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  beforeLoad: async ({ location }) => {
    const me = await signedIn(location.href);
    if (me.must_change_password) throw redirect({ to: "/password" });
    return { me };
  },
  component: Shell,
});

const home = createRoute({
  getParentRoute: () => shell,
  path: "/",
  component: lazyRouteComponent(() => import("../home/Home"), "Home"),
});

const turn = createRoute({
  getParentRoute: () => shell,
  path: "/turn",
  component: lazyRouteComponent(() => import("../turn/MyTurn"), "MyTurn"),
});

const start = createRoute({
  getParentRoute: () => shell,
  path: "/start",
  component: lazyRouteComponent(() => import("../start/Start"), "Start"),
});

const board = createRoute({
  getParentRoute: () => shell,
  path: "/board",
  validateSearch: readBoardSearch,
  component: lazyRouteComponent(() => import("../board/Board"), "Board"),
});

const leads = createRoute({
  getParentRoute: () => shell,
  path: "/leads",
  validateSearch: readLeadSearch,
  component: lazyRouteComponent(() => import("../leads/Leads"), "Leads"),
});

const imports = createRoute({
  getParentRoute: () => shell,
  path: "/import",
  component: lazyRouteComponent(() => import("../import/Import"), "Import"),
});

const lead = createRoute({
  getParentRoute: () => shell,
  path: "/leads/$id",
  component: lazyRouteComponent(() => import("../lead/LeadPage"), "LeadPage"),
});

async function signedIn(back: string) {
  const me = await queries.ensureQueryData(meQuery);
  if (me === null) throw redirect({ to: "/sign-in", search: back === "/" ? {} : { back } });
  return me;
}

// Never another site's page: what a link says after "back" may be anybody's.
function isOwnPath(value: unknown): value is string {
  return typeof value === "string" && value.startsWith("/") && !value.startsWith("//") && !value.includes("\\");
}

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    setup,
    password,
    shell.addChildren([home, turn, start, board, leads, lead, imports]),
  ]),
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
