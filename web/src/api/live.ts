import type { Event } from "baton-client";
import { baton, signedOut } from "./client";

const BEYOND = "9007199254740991";
const SHORTEST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;

export type LiveState = "connecting" | "live" | "broken";

/**
 * Follows the journal from now on and resumes after its last event whenever the stream breaks. A page that nobody looks at
 * lets go of its stream, unless somebody wants to be told meanwhile: a browser has six connections to a server, and one tab
 * more would have none left.
 */
export function follow({ take, tell, moved, lost, isKept }: Follower): () => void {
  const stopped = new AbortController();
  let open: AbortController | undefined;
  let place: string | undefined;

  async function read(signal: AbortSignal): Promise<void> {
    place ??= await now(signal);
    const answer = await fetch("/v1/events", {
      headers: { Accept: "text/event-stream", "Last-Event-ID": place },
      signal,
    });
    if (answer.status === 401) signedOut();
    if (answer.status === 409 || answer.status === 410) {
      place = undefined;
      lost();
    }
    if (!answer.ok || answer.body === null) throw new Error(`the stream answered ${answer.status}`);
    tell("live");
    for await (const message of messages(answer.body)) {
      if (message.id !== undefined) place = message.id;
      if (message.data !== undefined) take(JSON.parse(message.data) as Event);
      if (message.moved) moved();
    }
  }

  async function run(): Promise<void> {
    let pause = SHORTEST_PAUSE;
    while (!stopped.signal.aborted) {
      if (!isKept()) await whenVisible(stopped.signal);
      open = new AbortController();
      const started = Date.now();
      await read(AbortSignal.any([stopped.signal, open.signal])).catch(() => {});
      if (stopped.signal.aborted) return;
      if (document.hidden && !isKept()) continue;
      tell("broken");
      pause = Date.now() - started > LONGEST_PAUSE ? SHORTEST_PAUSE : Math.min(pause * 2, LONGEST_PAUSE);
      await new Promise((done) => setTimeout(done, pause));
    }
  }

  const hide = () => document.hidden && !isKept() && open?.abort();
  document.addEventListener("visibilitychange", hide);
  tell("connecting");
  run();
  return () => {
    document.removeEventListener("visibilitychange", hide);
    stopped.abort();
  };
}

async function now(signal: AbortSignal): Promise<string> {
  const { data } = await baton.GET("/v1/events", { params: { query: { after: BEYOND, limit: 1 } }, signal });
  if (data === undefined || typeof data === "string") throw new Error("the journal cannot be read");
  return String(data.last_seq);
}

function whenVisible(signal: AbortSignal): Promise<void> {
  if (!document.hidden || signal.aborted) return Promise.resolve();
  return new Promise((done) => {
    const look = () => {
      if (document.hidden && !signal.aborted) return;
      document.removeEventListener("visibilitychange", look);
      done();
    };
    document.addEventListener("visibilitychange", look);
    signal.addEventListener("abort", look, { once: true });
  });
}

interface Follower {
  take: (event: Event) => void;
  tell: (state: LiveState) => void;
  /** One's turns may be others by something that one is not shown. */
  moved: () => void;
  /** The journal has not, or no longer, the place where the stream broke: anything may have happened since. */
  lost: () => void;
  /** Whether the stream stays open on a page that nobody looks at. */
  isKept: () => boolean;
}

interface Message {
  id?: string;
  data?: string;
  moved?: true;
}

/** The messages of a text/event-stream, however its bytes are cut. */
export async function* messages(body: ReadableStream<Uint8Array>): AsyncGenerator<Message> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  while (true) {
    const { done, value } = await reader.read();
    if (done) return;
    text += decoder.decode(value, { stream: true });
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) yield parse(block);
  }
}

function parse(block: string): Message {
  const message: Message = {};
  for (const line of block.split("\n")) {
    if (line.startsWith("id: ")) message.id = line.slice(4);
    if (line.startsWith("data: ")) message.data = line.slice(6);
    if (line === ": turns") message.moved = true;
  }
  return message;
}
