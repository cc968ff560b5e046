// Says of each line on standard input, { secret, headers, body }, whether the message is what the secret signed.
import { createInterface } from "node:readline";
import { Webhook } from "standardwebhooks";

for await (const line of createInterface({ input: process.stdin })) {
  const { secret, headers, body } = JSON.parse(line);
  try {
    new Webhook(secret).verify(body, headers);
    console.log("valid");
  } catch (error) {
    console.log(error.message);
  }
}
