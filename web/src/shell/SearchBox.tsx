import { TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useRef } from "react";

/** Finds leads by a part of a name, an e-mail address, a company or an id. */
export function SearchBox() {
  const navigate = useNavigate();
  const box = useRef<HTMLInputElement>(null);

  function search(event: FormEvent) {
    event.preventDefault();
    const words = box.current?.value.trim();
    navigate({ to: "/leads", search: words ? { search: words } : {} });
    box.current?.blur();
  }

  return (
    <form onSubmit={search}>
      <search>
        <TextInput
          id="search"
          ref={box}
          type="search"
          aria-label="Search leads"
          placeholder="Search leads ( / )"
          maxLength={200}
        />
      </search>
    </form>
  );
}
