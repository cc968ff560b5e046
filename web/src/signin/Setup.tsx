import { Alert, Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { answerOf, baton, faultOf, wordsOf } from "../api/client";
import { enter, waysQuery } from "../api/session";
import { RouteLink } from "../shared/RouteLink";
import { Door } from "./Door";

/** The first administrator, made by whoever can read what the server prints. */
export function Setup() {
  const router = useRouter();
  const ways = useQuery(waysQuery);
  const [form, setForm] = useState({ token: "", email: "", name: "", password: "" });
  const make = useMutation({
    mutationFn: async () => {
      const { name, ...rest } = form;
      await answerOf(baton.POST("/v1/setup", { body: { ...rest, ...(name && { name }) } }));
      return answerOf(baton.POST("/v1/session", { body: { email: form.email, password: form.password } }));
    },
    onSuccess: async (me) => {
      enter(me);
      await router.invalidate();
      router.navigate({ to: "/start" });
    },
  });
  const field = (key: keyof typeof form) => ({
    value: form[key],
    onChange: (e: { currentTarget: HTMLInputElement }) => setForm({ ...form, [key]: e.currentTarget.value }),
    error: faultOf(make.error, key),
  });

  function send(event: FormEvent) {
    event.preventDefault();
    make.mutate();
  }

  if (ways.data && !ways.data.setup) {
    return (
      <Door title="Already set up">
        <Text>
          There is an administrator. <RouteLink to="/sign-in">Sign in</RouteLink>, or ask for an account.
        </Text>
      </Door>
    );
  }
  return (
    <Door title="Set this server up">
      <form onSubmit={send}>
        <Stack>
          <TextInput
            label="Setup token"
            description="The server prints it when it starts: Setup token: …"
            autoComplete="off"
            spellCheck={false}
            required
            {...field("token")}
          />
          <TextInput label="Your e-mail" type="email" autoComplete="username" required {...field("email")} />
          <TextInput label="Your name" autoComplete="name" {...field("name")} />
          <PasswordInput
            label="A password"
            description="12 characters or more, and not a common one"
            autoComplete="new-password"
            required
            minLength={12}
            {...field("password")}
          />
          {make.error && (
            <Alert color="red" role="alert">
              {wordsOf(make.error)}
            </Alert>
          )}
          <Button type="submit" loading={make.isPending}>
            Make me the administrator
          </Button>
        </Stack>
      </form>
    </Door>
  );
}
