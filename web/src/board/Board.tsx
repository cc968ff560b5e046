import { Group, MultiSelect, Select, Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { boardQuery, type LeadCard, stuckQuery } from "../api/board";
import { useRepChoices } from "../shared/RepName";
import { count } from "../shared/words";
import { useKeys } from "../shell/useKeys";
import classes from "./Board.module.css";
import { Columns } from "./Columns";
import { Give } from "./Give";
import { Inbox } from "./Inbox";
import { useMoves } from "./useMoves";
import { repName } from "./words";

const route = getRouteApi("/shell/board");
const shell = getRouteApi("/shell");
const ALL = "*";

// Fewer are seen at a glance.
const MANY = 5;

/** A manager's screen: who has what, and what is stuck. */
export function Board() {
  const { me } = shell.useRouteContext();
  const search = route.useSearch();
  const reps = useRepChoices();
  const { give, undoLast } = useMoves((id) => reps.find((r) => r.value === id)?.label ?? id);
  const [asked, setAsked] = useState<LeadCard | null>(null);
  useKeys({ u: undoLast });
  const mayAct = me.role !== "viewer";
  const isStuck = search.view === "stuck";
  return (
    <Stack gap="sm">
      <title>{isStuck ? "Stuck leads · Baton" : "Board · Baton"}</title>
      <Group justify="space-between" align="center" gap="xs">
        <Group gap="lg">
          <Title order={1} size="h2">
            Board
          </Title>
          <Views />
        </Group>
        {!isStuck && (
          <Group gap="xs" flex={1} miw={280} maw={860} justify="flex-end" wrap="nowrap">
            <FindRep />
            <Teams />
          </Group>
        )}
      </Group>
      {isStuck ? (
        <Inbox mayAct={mayAct} ask={setAsked} open={search.reason} />
      ) : (
        <Columns team={search.team} rep={search.rep} mayAct={mayAct} ask={setAsked} give={give} />
      )}
      <Give card={asked} close={() => setAsked(null)} give={give} />
    </Stack>
  );
}

function Views() {
  const { team, view } = route.useSearch();
  const stuck = useQuery(stuckQuery);
  const kept = team === undefined ? {} : { team };
  const number = stuck.data?.filter((r) => r.code !== "rejected").reduce((sum, r) => sum + r.count, 0);
  return (
    <nav aria-label="Views of the board" className={classes.views}>
      <Link to="/board" search={kept} activeOptions={{ exact: true }} aria-current={view ? undefined : "page"}>
        Reps
      </Link>
      <Link
        to="/board"
        search={{ ...kept, view: "stuck" }}
        activeOptions={{ exact: true }}
        aria-current={view ? "page" : undefined}
      >
        Stuck{number ? ` (${count(number)})` : ""}
      </Link>
    </nav>
  );
}

/** Brings the column of a rep into sight: on a long board it need not be in the page. */
function FindRep() {
  const { team, rep } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: board } = useQuery(boardQuery(team));
  const field = useRef<HTMLInputElement>(null);
  useKeys({ f: () => field.current?.focus() });
  if (!board || board.reps.length < MANY) return null;
  const kept = team === undefined ? {} : { team };
  return (
    <Select
      ref={field}
      aria-label="Find a rep"
      placeholder={`Find one of ${count(board.reps.length)} reps`}
      title="Key f"
      data={board.reps.map((r) => ({ value: r.id, label: repName(r) }))}
      value={rep ?? null}
      onChange={(id) => navigate({ search: { ...kept, ...(id !== null && { rep: id }) } })}
      searchable
      clearable
      clearButtonProps={{ "aria-label": "Nobody in particular" }}
      limit={50}
      flex={1}
      miw={120}
      maw={260}
    />
  );
}

/** Whose reps are shown; without a choice those of one's own teams. */
function Teams() {
  const { team } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: board } = useQuery(boardQuery(team));
  if (!board || board.teams.length === 0) return null;
  const isAll = board.shown.length === 0;
  const set = (teams: string[]) => navigate({ search: { team: teams.length === 0 ? ALL : teams.join(",") } });
  return (
    <MultiSelect
      aria-label="Teams"
      placeholder={isAll ? "All teams" : ""}
      data={board.teams.map((t) => ({ value: t.id, label: t.mine ? `${t.id} (yours)` : t.id }))}
      value={board.shown}
      onChange={set}
      clearable
      clearButtonProps={{ "aria-label": "All teams" }}
      flex={1}
      miw={{ base: 140, sm: 240 }}
      maw={640}
    />
  );
}
