import { valueOf as answerOf, BatonError, type components, createSessionClient } from "baton-client";

export type Schemas = components["schemas"];
export type Me = Schemas["Me"];
export type Lead = Schemas["Lead"];
export type BlindLead = Schemas["BlindLead"];
export type Role = Schemas["Role"];
export { answerOf, BatonError };

let csrf: string | undefined;
let onSignedOut: () => void = () => {};

/** The token of the session that is now; it goes with whatever changes anything. */
export function keepToken(token: string | undefined): void {
  csrf = token;
}

/** Told when the server does not know the session any more. */
export function whenSignedOut(tell: () => void): void {
  onSignedOut = tell;
}

/** An answer outside of the client says so. */
export function signedOut(): void {
  onSignedOut();
}

export const baton = createSessionClient(() => csrf);

// Signing in answers 401 as well, and so does the first question of who is there: neither is the end of a session.
const askedOpenly = ["/v1/session", "/v1/me", "/v1/me/password"];

baton.use({
  onResponse({ request, response }) {
    if (response.status === 401 && !askedOpenly.includes(new URL(request.url).pathname)) signedOut();
  },
});

/** What to say of a failure, to whoever caused it. */
export function wordsOf(error: unknown): string {
  if (error instanceof BatonError) {
    const { errors, detail } = error.problem;
    return errors && errors.length > 0 ? errors.map((e) => e.message).join("; ") : detail;
  }
  return "The server cannot be reached. Check the connection and try again.";
}

/** The faults of one field of a form. */
export function faultOf(error: unknown, path: string): string | undefined {
  return error instanceof BatonError ? error.problem.errors?.find((e) => e.path === path)?.message : undefined;
}
