-- Fewer and thinner trees under each lead that comes. A file holds one workspace, so its leads and its journal are kept by
-- their number alone, and no index begins with the workspace. Client ids, e-mails and phones are found by the first 47
-- bits of their SHA-256 (text_key), which take six bytes: they fall anywhere, but dirty a third of the pages that the texts
-- did. Who looks one up asks for the text as well, so that two texts of one key are never taken for each other.

CREATE TABLE journal_thin(
  workspace INTEGER NOT NULL,
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  type TEXT NOT NULL,
  lead_id INTEGER,
  rep_id TEXT,
  actor TEXT,
  payload BLOB NOT NULL,
  personal BLOB
);
INSERT INTO journal_thin(workspace, seq, at, type, lead_id, rep_id, actor, payload, personal)
SELECT workspace, seq, at, type, lead_id, rep_id, actor, payload, personal FROM journal ORDER BY workspace, seq;
DROP TABLE journal;
ALTER TABLE journal_thin RENAME TO journal;
CREATE INDEX journal_lead ON journal(lead_id) WHERE lead_id IS NOT NULL;

CREATE TABLE leads_thin(
  workspace INTEGER NOT NULL,
  number INTEGER PRIMARY KEY,
  client_key INTEGER,      -- personal: made of the client id
  email_key INTEGER,       -- personal: made of the e-mail
  phone_key INTEGER,       -- personal: made of the phone
  client_id TEXT,          -- personal
  email TEXT,              -- personal
  phone TEXT,              -- personal
  account TEXT,
  status TEXT NOT NULL,
  stage TEXT NOT NULL,
  owner TEXT,
  owned_by TEXT,           -- the last owner, also after a release
  owned_order INTEGER,     -- when that began: the larger is the later (journal seq and the event's index)
  offered_to TEXT,         -- a JSON array
  rule TEXT,
  pool TEXT,
  queue TEXT,
  reason TEXT,
  score INTEGER,           -- hundredths
  grade TEXT,
  territory TEXT,
  source TEXT,
  version INTEGER NOT NULL,
  priority INTEGER NOT NULL,
  effort INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  assigned_at INTEGER,
  content_hash INTEGER NOT NULL,
  last_arrival INTEGER NOT NULL,
  erased INTEGER NOT NULL DEFAULT 0,
  account_match BLOB,      -- personal: how the account was found, the score, the evidence and the runner-up, as JSON
  fields BLOB NOT NULL,
  personal BLOB            -- personal
);
INSERT INTO leads_thin(workspace, number, client_key, email_key, phone_key, client_id, email, phone, account, status, stage,
  owner, owned_by, owned_order, offered_to, rule, pool, queue, reason, score, grade, territory, source, version, priority,
  effort, created_at, assigned_at, content_hash, last_arrival, erased, account_match, fields, personal)
SELECT workspace, number, text_key(client_id), text_key(email), text_key(phone), client_id, email, phone, account, status, stage,
  owner, owned_by, owned_order, offered_to, rule, pool, queue, reason, score, grade, territory, source, version, priority,
  effort, created_at, assigned_at, content_hash, last_arrival, erased, account_match, fields, personal
FROM leads ORDER BY workspace, number;
DROP TABLE leads;
ALTER TABLE leads_thin RENAME TO leads;
CREATE INDEX leads_client_key ON leads(client_key) WHERE client_key IS NOT NULL;
CREATE INDEX leads_email_key ON leads(email_key) WHERE email_key IS NOT NULL AND status <> 'duplicate';
CREATE INDEX leads_phone_key ON leads(phone_key) WHERE phone_key IS NOT NULL AND status <> 'duplicate';
CREATE INDEX leads_account ON leads(account, owned_order) WHERE account IS NOT NULL AND owned_order IS NOT NULL;
CREATE INDEX leads_owner ON leads(owner, status) WHERE owner IS NOT NULL;
CREATE INDEX leads_status ON leads(status);

CREATE TABLE assignments_thin(
  workspace INTEGER NOT NULL,
  lead INTEGER NOT NULL,
  n INTEGER NOT NULL,
  rep TEXT NOT NULL,
  pool TEXT,
  queue TEXT,
  rule TEXT,
  how TEXT NOT NULL,
  at INTEGER NOT NULL,
  ended_at INTEGER,
  end_reason TEXT,
  PRIMARY KEY (lead, n)
) WITHOUT ROWID;
INSERT INTO assignments_thin(workspace, lead, n, rep, pool, queue, rule, how, at, ended_at, end_reason)
SELECT workspace, lead, n, rep, pool, queue, rule, how, at, ended_at, end_reason FROM assignments ORDER BY workspace, lead, n;
DROP TABLE assignments;
ALTER TABLE assignments_thin RENAME TO assignments;
