import { expect, test } from "vitest";
import { messages } from "./live";

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
