import { afterEach, expect, test, vi } from "vitest";
import { follow, messages } from "./live";

vi.mock("./client", () => ({ baton: { GET: async () => ({ data: { last_seq: 7 } }) }, signedOut: () => {} }));

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function bodyOf(...parts: string[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(encoder.encode(part));
      controller.close();
    },
  });
}

test("Messages are read however their bytes are cut", async () => {
  const body = bodyOf(
    "id: 1.0\nevent: a\nda",
    'ta: {"x":1}\n',
    "\n: still here\n\n: turns\n\nid: 2.0\ndata: {}",
    "\n\nid: 3",
  );

  const read = [];
  for await (const message of messages(body)) read.push(message);

  expect(read).toEqual([{ id: "1.0", data: '{"x":1}' }, {}, { moved: true }, { id: "2.0", data: "{}" }]);
});

test("A place that the journal does not know is let go", async () => {
  vi.useFakeTimers();
  const asked: string[] = [];
  vi.stubGlobal("document", { hidden: false, addEventListener: () => {}, removeEventListener: () => {} });
  vi.stubGlobal("fetch", async (_: string, { headers }: { headers: Record<string, string> }) => {
    asked.push(headers["Last-Event-ID"] ?? "");
    if (asked.length === 1) return new Response(bodyOf("id: 9.0\ndata: {}\n\n"));
    return asked.length === 2 ? new Response(null, { status: 409 }) : new Response(bodyOf());
  });
  const lost = vi.fn();

  const stop = follow({ take: () => {}, tell: () => {}, moved: () => {}, lost, isKept: () => true });
  await vi.advanceTimersByTimeAsync(5_000);
  stop();

  expect(asked.slice(0, 3)).toEqual(["7", "9.0", "7"]);
  expect(lost).toHaveBeenCalledTimes(1);
});
