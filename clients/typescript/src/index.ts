import createClient, { type Client, type ClientOptions } from "openapi-fetch";
import type { components, paths } from "./schema.js";

export type { components, operations, paths } from "./schema.js";

type Schemas = components["schemas"];
export type Lead = Schemas["Lead"];
export type LeadFields = Schemas["LeadFields"];
export type Decision = Schemas["Decision"];
export type Explanation = Schemas["Explanation"];
export type Problem = Schemas["Problem"];
export type Event = Schemas["Event"];

export type BatonClient = Client<paths>;

/** A client of the server at `baseUrl`, with an API key. Every path, parameter, body and answer is typed. */
export function createBatonClient(
  baseUrl: string,
  key: string,
  options: Omit<ClientOptions, "baseUrl"> = {},
): BatonClient {
  const client = createClient<paths>({ ...options, baseUrl });
  client.use({
    onRequest({ request }) {
      request.headers.set("Authorization", `Bearer ${key}`);
      return request;
    },
  });
  return client;
}

/**
 * A client for a page of the server's own: the browser sends the session's cookie, and what changes anything bears the token
 * that `GET /v1/me` answers as `csrf`.
 */
export function createSessionClient(
  csrf: () => string | undefined,
  options: ClientOptions = {},
): BatonClient {
  const client = createClient<paths>({ baseUrl: "/", ...options });
  client.use({
    onRequest({ request }) {
      const token = csrf();
      if (token !== undefined && request.method !== "GET") {
        request.headers.set("X-Baton-CSRF", token);
      }
      return request;
    },
  });
  return client;
}

/** A request that was not done, with the reason. */
export class BatonError extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(`${status} ${problem.code}: ${problem.detail}`);
    this.name = "BatonError";
  }

  get code(): string {
    return this.problem.code;
  }
}

/** The answer itself; throws a {@link BatonError} where the request was not done. */
export async function valueOf<T>(
  answer: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<T> {
  const { data, error, response } = await answer;
  if (response.ok) {
    return data as T;
  }
  throw new BatonError(response.status, isProblem(error) ? error : unreadable(response));
}

/** Whether it is a lead of which everything is shown, and not the handle of a blind one. */
export function isLead(lead: Lead | Schemas["BlindLead"]): lead is Lead {
  return "fields" in lead;
}

function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "code" in value && "detail" in value;
}

// A proxy on the way may answer something of its own.
function unreadable(response: Response): Problem {
  return {
    type: "about:blank",
    title: response.statusText,
    status: response.status,
    code: "unreadable_answer",
    detail: "the answer is no problem of Baton's",
  };
}
