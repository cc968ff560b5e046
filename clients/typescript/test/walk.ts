// Run by a test against a real server: BATON_URL and BATON_KEY say which.
import assert from "node:assert/strict";
import { BatonError, createBatonClient, isLead, valueOf } from "../src/index.js";

const baton = createBatonClient(process.env.BATON_URL!, process.env.BATON_KEY!);

const captured = await valueOf(
  baton.POST("/v1/leads", {
    body: { id: "ts-1", email: "ann@acme.test", country: "us", seats: 3 },
    params: { header: { "Idempotency-Key": "ts-once" } },
  }),
);
assert.equal(captured.lead.fields.country, "US");
assert.equal(captured.decision.status, "assigned");

const again = await baton.POST("/v1/leads", {
  body: { id: "ts-1", email: "ann@acme.test", country: "us", seats: 3 },
  params: { header: { "Idempotency-Key": "ts-once" } },
});
assert.equal(again.response.headers.get("Idempotency-Replayed"), "true");

const page = await valueOf(baton.GET("/v1/leads", { params: { query: { limit: 10 } } }));
assert.deepEqual(page.items.filter(isLead).map((lead) => lead.owner), [captured.lead.owner]);

const why = await valueOf(baton.GET("/v1/leads/{id}/explain", { params: { path: { id: "ts-1" } } }));
assert.ok("winners" in why);
assert.deepEqual(why.winners, [captured.decision.owner]);

const events = await valueOf(baton.GET("/v1/events", { params: { query: { after: "0" } } }));
assert.ok(typeof events === "object"); // and no stream of text
const rules = events.items.map((event) => (event.type === "lead_routed" ? event.data.rule : null));
assert.ok(rules.includes("all"));

const fault = await valueOf(baton.POST("/v1/leads", { body: { emial: "x" } })).catch((e: unknown) => e);
assert.ok(fault instanceof BatonError);
assert.equal(fault.status, 422);
assert.equal(fault.problem.errors?.[0]?.path, "emial");

console.log("walked");
