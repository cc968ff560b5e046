import { Alert, Button, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { BatonError } from "../api/client";
import { countQuery } from "../api/lists";
import { Empty } from "../shared/Empty";
import { RouteLink } from "../shared/RouteLink";
import { Trouble } from "../shared/Trouble";
import { count } from "../shared/words";
import { Filters } from "./Filters";
import { LeadTable } from "./LeadTable";
import { Reassign } from "./Reassign";
import { type LeadSearch, queryOf, turned, turnWords } from "./search";
import { useLeadPages } from "./useLeadPages";
import { Views } from "./Views";

const route = getRouteApi("/shell/leads");
const shell = getRouteApi("/shell");

/** The list of leads. All that it is asked for stands in the address. */
export function Leads() {
  const { me } = shell.useRouteContext();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const pages = useLeadPages(search);
  const total = useQuery(countQuery(queryOf(search)));
  const mayMove = me.role === "admin" || me.role === "manager";
  const set = (change: LeadSearch) => {
    setChosen(new Set());
    navigate({ search: change });
  };
  const setSort = (sort: string | undefined) => {
    const { sort: _, ...rest } = search;
    set({ ...rest, ...(sort && { sort }) });
  };
  const turn = () => setSort(turned(search.sort));

  return (
    <Stack gap="sm" h="100%">
      <title>Leads · Baton</title>
      <Group justify="space-between">
        <Group align="baseline">
          <Title order={1} size="h2">
            Leads
          </Title>
          <Text c="dimmed" role="status">
            {total.data && `${count(total.data.count)}${total.data.isCapped ? " or more" : ""}`}
            {search.sort === "number" && ", the oldest first"}
          </Text>
          {pages.rows > 1 && (
            <Button variant="subtle" size="compact-sm" onClick={turn} title="Key End, where the end is not known yet">
              {turnWords(search.sort)}
            </Button>
          )}
        </Group>
        <Group gap="sm">
          {mayMove && (
            <Button component={Link} to="/import" variant="default">
              Import…
            </Button>
          )}
          <Views search={search} set={set} role={me.role} />
        </Group>
      </Group>
      <Filters search={search} set={set} fault={pages.error} />
      {pages.isOld && (
        <Alert color="indigo" variant="outline" p="xs">
          <Group justify="space-between">
            <Text size="sm">Leads have come or changed since.</Text>
            <Button size="compact-sm" variant="default" onClick={pages.restart}>
              Show them
            </Button>
          </Group>
        </Alert>
      )}
      {pages.isPending && pages.rows === 0 && <Skeleton height={320} role="status" aria-label="Reading" />}
      {pages.error && !isAboutFilter(pages.error) && <Trouble error={pages.error} retry={pages.refetch} />}
      {!pages.isPending && !pages.error && pages.rows === 0 && <Nothing search={search} mayImport={mayMove} />}
      {pages.rows > 0 && (
        <LeadTable
          pages={pages}
          total={total.data?.isCapped === false ? total.data.count : undefined}
          sort={search.sort}
          setSort={setSort}
          turn={turn}
          chosen={chosen}
          choose={mayMove ? setChosen : undefined}
        />
      )}
      {chosen.size > 0 && (
        <Reassign
          leads={[...chosen]}
          done={() => {
            setChosen(new Set());
            queries.invalidateQueries({ queryKey: ["leadlist"] });
          }}
        />
      )}
    </Stack>
  );
}

function Nothing({ search, mayImport }: { search: LeadSearch; mayImport: boolean }) {
  return Object.keys(search).length > 0 ? (
    <Empty title="No lead is like that">Take a filter away, or look whether a word is misspelt.</Empty>
  ) : (
    <Empty
      title="No lead yet"
      {...(mayImport && { action: <RouteLink to="/import">Import leads from a file</RouteLink> })}
    >
      Leads come in by the API, by import or from forms. As soon as one is distributed to you or your team it stands
      here.
    </Empty>
  );
}

export function isAboutFilter(error: unknown): boolean {
  return error instanceof BatonError && error.status === 422 && error.code !== "too_slow";
}
