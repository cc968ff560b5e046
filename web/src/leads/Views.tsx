import { Alert, Button, Checkbox, Menu, Stack, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type Role, wordsOf } from "../api/client";
import { deleteView, saveView, viewsQuery } from "../api/lists";
import { Dialog } from "../shared/Dialog";
import { filterOf, type LeadSearch, queryOf } from "./search";

/** Saved lists: choose one, keep the one that is shown, or let one go. */
export function Views({ search, set, role }: Props) {
  const queries = useQueryClient();
  const views = useQuery(viewsQuery);
  const [opened, { open, close }] = useDisclosure();
  const remove = useMutation({
    mutationFn: deleteView,
    onSettled: () => queries.invalidateQueries({ queryKey: viewsQuery.queryKey }),
  });
  const now = filterOf(search);
  const shown = views.data?.find((v) => v.filter === now && (v.sort ?? undefined) === search.sort);

  return (
    <>
      <Menu>
        <Menu.Target>
          <Button variant="default">{shown && !search.search ? shown.name : "Views"}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => set({})}>All leads</Menu.Item>
          {views.data?.map((view) => (
            <Menu.Item
              key={view.id}
              onClick={() =>
                set({ ...(view.filter && { filter: view.filter }), ...(view.sort && { sort: view.sort }) })
              }
            >
              {view.name}
              {view.shared && " (shared)"}
            </Menu.Item>
          ))}
          {role !== "viewer" && (
            <>
              <Menu.Divider />
              <Menu.Item onClick={open} disabled={now === null && !search.sort}>
                Save this list…
              </Menu.Item>
              {shown && <Menu.Item onClick={() => remove.mutate(shown.id)}>Delete “{shown.name}”</Menu.Item>}
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <Dialog opened={opened} close={close} title="Save this list">
        <Saving search={search} mayShare={role === "admin" || role === "manager"} done={close} />
      </Dialog>
    </>
  );
}

function Saving({ search, mayShare, done }: { search: LeadSearch; mayShare: boolean; done: () => void }) {
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [isShared, setShared] = useState(false);
  const save = useMutation({
    mutationFn: () =>
      saveView({ name, filter: filterOf(search), sort: queryOf(search).sort ?? null, shared: isShared }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: viewsQuery.queryKey });
      done();
    },
  });

  function send(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }

  return (
    <form onSubmit={send}>
      <Stack>
        <TextInput
          label="Name"
          required
          maxLength={100}
          data-autofocus
          value={name}
          onChange={(e) => setName(e.currentTarget.value)}
        />
        {mayShare && (
          <Checkbox
            label="Share it with everybody"
            checked={isShared}
            onChange={(e) => setShared(e.currentTarget.checked)}
          />
        )}
        {save.error && (
          <Alert color="red" role="alert">
            {wordsOf(save.error)}
          </Alert>
        )}
        <Button type="submit" loading={save.isPending}>
          Save
        </Button>
      </Stack>
    </form>
  );
}

interface Props {
  search: LeadSearch;
  set: (search: LeadSearch) => void;
  role: Role;
}
