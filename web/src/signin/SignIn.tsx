import { Alert, Button, Divider, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Navigate, useRouter } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { answerOf, BatonError, baton, wordsOf } from "../api/client";
import { enter, waysQuery } from "../api/session";
import { DemoDoors } from "./DemoDoors";
import { Door } from "./Door";

const route = getRouteApi("/sign-in");

export function SignIn() {
  const { back, ended, failed } = route.useSearch();
  const router = useRouter();
  const ways = useQuery(waysQuery);
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const signIn = useMutation({
    mutationFn: () => answerOf(baton.POST("/v1/session", { body: { email, password } })),
    onSuccess: async (me) => {
      enter(me);
      await router.invalidate();
      router.history.push(me.must_change_password ? "/password" : (back ?? "/"));
    },
  });

  function send(event: FormEvent) {
    event.preventDefault();
    signIn.mutate();
  }

  if (ways.data?.setup && !ways.data.demo) return <Navigate to="/setup" />;
  return (
    <Door title="Sign in">
      <Stack>
        {ended && (
          <Alert color="indigo" variant="outline">
            Your session has ended. Sign in again and you are back where you were.
          </Alert>
        )}
        {failed !== undefined && (
          <Alert color="red" role="alert">
            {failed === "identity_provider"
              ? "Your company's sign-in cannot be reached now. Try again in a moment."
              : "Your company's sign-in knows you, but nobody here has your e-mail address, or it did not confirm that it is yours. Ask an administrator to add you."}
          </Alert>
        )}
        {ways.data?.demo && <DemoDoors back={back} />}
        <form onSubmit={send}>
          <Stack>
            <TextInput
              label="E-mail"
              type="email"
              autoComplete="username"
              required
              value={email}
              onChange={(e) => setEmail(e.currentTarget.value)}
            />
            <PasswordInput
              label="Password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(e) => setPassword(e.currentTarget.value)}
            />
            {signIn.error && (
              <Alert color="red" role="alert">
                {whyNot(signIn.error)}
              </Alert>
            )}
            <Button type="submit" loading={signIn.isPending}>
              Sign in
            </Button>
          </Stack>
        </form>
        {ways.data?.provider && (
          <>
            <Divider label="or" />
            <Button component="a" href="/v1/session/oidc" variant="default">
              Sign in with your company's account
            </Button>
          </>
        )}
      </Stack>
    </Door>
  );
}

// The server does not say which of them it is, lest it tell strangers who has an account.
function whyNot(error: unknown): string {
  if (error instanceof BatonError && error.code === "sign_in_failed") {
    return "Wrong e-mail or password. After 10 wrong tries an account is locked for a while, first for 15 minutes; an administrator can unlock it.";
  }
  return wordsOf(error);
}
