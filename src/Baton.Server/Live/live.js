"use strict";

// What a lead's way shows here; every text that comes from the server enters the page as text, never as markup.
const SHOWN = new Map([
  ["lead_assigned", "assigned"],
  ["lead_offered", "offered"],
  ["lead_queued", "queued"],
  ["lead_waiting", "waits"],
  ["lead_claimed", "claimed"],
  ["lead_reassigned", "reassigned"],
  ["lead_rejected", "rejected"],
  ["lead_merged", "duplicate"],
]);
const MOST_ROWS = 200;
const BACK = 100;
const byId = (id) => document.getElementById(id);
const captured = new Map();
const rules = new Map();
const atFirst = new Map(["counts", "pools", "latest"].map((id) => [id, [...byId(id).children]]));
let key = "";
let connection = null; // aborted when the key is let go
let after = null;
let stale = true;

class Refused extends Error {}

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text ?? "";
  if (className) made.className = className;
  return made;
}

function say(text) {
  byId("state").textContent = text;
}

async function ask(path, headers = {}) {
  const answer = await fetch(path, { headers: { Authorization: `Bearer ${key}`, ...headers }, signal: connection.signal });
  if (answer.status === 401) throw new Refused("This key is not known, or it was revoked.");
  // The journal has not, or no longer, the place where the stream broke: go on near its end.
  if (answer.status === 409 || answer.status === 410) after = null;
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  return answer;
}

const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

function keep(map, lead, value) {
  map.set(lead, value);
  if (map.size > 5000) map.delete(map.keys().next().value);
}

function take(event) {
  stale = true;
  if (event.type === "lead_captured") keep(captured, event.lead, Date.parse(event.at));
  if (event.type === "lead_routed") keep(rules, event.lead, event.data.rule);
  if (!SHOWN.has(event.type)) return;
  const since = captured.get(event.lead);
  const seconds = since === undefined ? "" : Math.max(0, (Date.parse(event.at) - since) / 1000).toFixed(1);
  const data = event.data;
  const row = document.createElement("tr");
  row.append(
    element("td", new Date(event.at).toLocaleTimeString()),
    element("td", event.lead),
    element("td", SHOWN.get(event.type)),
    element("td", rules.get(event.lead)),
    element("td", data.pool ?? data.queue),
    element("td", data.rep ?? data.to ?? (data.reps ?? []).join(", ")),
    element("td", data.reason ?? data.how),
    element("td", seconds, "number"),
  );
  const body = byId("latest");
  body.querySelector(".empty")?.remove();
  body.prepend(row);
  while (body.rows.length > MOST_ROWS) body.deleteRow(-1);
}

async function showCounts() {
  const { statuses } = await (await ask("/v1/reports/status")).json();
  const figures = Object.entries(statuses).map(([status, count]) => {
    const figure = document.createElement("div");
    figure.append(element("dt", status), element("dd", count.toLocaleString()));
    return figure;
  });
  byId("counts").replaceChildren(...figures);
}

function poolTable(pool) {
  const table = document.createElement("table");
  table.append(element("caption", `${pool.id} (${pool.method.replaceAll("_", " ")})`));
  const head = table.createTHead().insertRow();
  for (const [title, number] of [["Rep"], ["Target", 1], ["Actual", 1], ["Leads", 1], ["Balance", 1]]) {
    const cell = element("th", title, number ? "number" : "");
    cell.scope = "col";
    head.append(cell);
  }
  const body = table.createTBody();
  // A rest too small to be shown has no sign either.
  const balance = (units) => units.toFixed(3).replace(/^-(0\.0+)$/, "$1");
  const percent = (share) => `${(share * 100).toFixed(1)} %`;
  for (const member of pool.members) {
    const row = body.insertRow();
    row.append(
      element("td", member.id),
      element("td", percent(member.target_share), "number"),
      element("td", percent(member.share), "number"),
      element("td", member.received, "number"),
      element("td", balance(member.balance), member.balance > 1 ? "number owed" : "number"),
    );
  }
  return table;
}

async function showPools() {
  const { items } = await (await ask("/v1/pools")).json();
  if (items.length === 0) return;
  const known = items.map((pool) => {
    const box = element("div", "", "pool");
    box.append(poolTable(pool));
    return box;
  });
  byId("pools").replaceChildren(...known);
}

async function showFigures(own) {
  while (connection === own) {
    if (stale && !document.hidden) {
      stale = false;
      await Promise.all([showCounts(), showPools()]).catch(() => (stale = true));
    }
    await wait(2000);
  }
}

// EventSource sends no Authorization header, so the stream is read by hand; it resumes by its last id.
async function follow() {
  const place = after ?? (await (await ask("/v1/events?limit=1&after=9007199254740991")).json()).last_seq - BACK;
  const from = typeof place === "string" ? place : String(Math.max(0, place));
  const answer = await ask("/v1/events", { Accept: "text/event-stream", "Last-Event-ID": from });
  say("Live");
  let text = "";
  for await (const part of answer.body.pipeThrough(new TextDecoderStream())) {
    text += part;
    const blocks = text.split("\n\n");
    text = blocks.pop();
    for (const block of blocks) read(block);
  }
}

function read(block) {
  for (const line of block.split("\n")) {
    if (line.startsWith("id: ")) after = line.slice(4);
    if (line.startsWith("data: ")) take(JSON.parse(line.slice(6)));
  }
}

// Whoever looks at this screen next sees nothing of what the key opened.
function forget() {
  connection?.abort();
  connection = null;
  key = "";
  after = null;
  stale = true;
  sessionStorage.removeItem("key");
  captured.clear();
  rules.clear();
  for (const [id, children] of atFirst) byId(id).replaceChildren(...children);
}

function signIn(message) {
  forget();
  byId("disconnect").hidden = true;
  say("Not connected");
  byId("refused").textContent = message;
  byId("sign-in").hidden = false;
  byId("key").focus();
}

async function run() {
  const own = new AbortController();
  connection = own;
  byId("disconnect").hidden = false;
  let pause = 500;
  showFigures(own);
  while (connection === own) {
    try {
      await follow();
      pause = 500;
    } catch (error) {
      if (connection !== own) return;
      if (error instanceof Refused) {
        signIn(error.message);
        return;
      }
      pause = Math.min(pause * 2, 15000);
    }
    say("Connecting again…");
    await wait(pause);
  }
}

async function demoKey() {
  const answer = await fetch("/demo/session", { method: "POST" }).catch(() => null);
  return answer?.ok ? (await answer.json()).key : "";
}

async function begin() {
  key = sessionStorage.getItem("key") || (await demoKey());
  if (key) run();
  else signIn("");
}

byId("sign-in").addEventListener("submit", (event) => {
  event.preventDefault();
  key = byId("key").value.trim();
  byId("key").value = "";
  sessionStorage.setItem("key", key);
  byId("sign-in").hidden = true;
  run();
});

byId("disconnect").addEventListener("click", () => signIn(""));

begin();
