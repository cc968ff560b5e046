import { Alert, Button, PasswordInput, Stack, Text } from "@mantine/core";
import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { answerOf, BatonError, baton, faultOf, wordsOf } from "../api/client";
import { enter, meQuery } from "../api/session";
import { RouteLink } from "../shared/RouteLink";
import { Door } from "./Door";

export function ChangePassword() {
  const router = useRouter();
  const { data: me } = useSuspenseQuery(meQuery);
  const [current, setCurrent] = useState("");
  const [wanted, setWanted] = useState("");
  const change = useMutation({
    mutationFn: () => answerOf(baton.POST("/v1/me/password", { body: { current, new: wanted } })),
    onSuccess: async (changed) => {
      enter(changed);
      await router.invalidate();
      router.navigate({ to: "/" });
    },
  });

  function send(event: FormEvent) {
    event.preventDefault();
    change.mutate();
  }

  const isOneTime = me?.must_change_password === true;
  return (
    <Door title={isOneTime ? "Choose your password" : "Change your password"}>
      <form onSubmit={send}>
        <Stack>
          {isOneTime && <Text>The one you were given is good for once. Choose your own to go on.</Text>}
          <PasswordInput
            label={isOneTime ? "The password you were given" : "Your password now"}
            autoComplete="current-password"
            required
            value={current}
            onChange={(e) => setCurrent(e.currentTarget.value)}
          />
          <PasswordInput
            label="A new password"
            description="12 characters or more, and not a common one"
            autoComplete="new-password"
            required
            minLength={12}
            value={wanted}
            onChange={(e) => setWanted(e.currentTarget.value)}
            error={faultOf(change.error, "new")}
          />
          {change.error && !faultOf(change.error, "new") && (
            <Alert color="red" role="alert">
              {change.error instanceof BatonError && change.error.code === "sign_in_failed"
                ? "That is not your password now."
                : wordsOf(change.error)}
            </Alert>
          )}
          <Button type="submit" loading={change.isPending}>
            Change it
          </Button>
          {!isOneTime && <RouteLink to="/">Back</RouteLink>}
        </Stack>
      </form>
    </Door>
  );
}
