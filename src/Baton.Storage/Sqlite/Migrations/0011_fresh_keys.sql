-- An index each on client id, e-mail and phone, whose keys fall anywhere: a commit of a thousand leads dirtied every page of
-- all three, and among a million leads each key a page of its own. Now the keys of all three stand in one tree, lead_keys,
-- and those of the leads that came last in a small one of the same shape, fresh_keys, whose few pages are all that a new
-- lead dirties. They move over range by range, many leads' at a time. A key is the text_key with its last three bits
-- saying what it is of: 0 client id, 1 e-mail, 2 phone, 3 and 4 e-mail and phone of a duplicate. Who looks one up asks both
-- trees, and the lead's row for the text itself.

CREATE TABLE lead_keys(
  key INTEGER NOT NULL,    -- personal: made of the text
  number INTEGER NOT NULL,
  PRIMARY KEY (key, number)
) WITHOUT ROWID;
CREATE TABLE fresh_keys(
  key INTEGER NOT NULL,    -- personal
  number INTEGER NOT NULL,
  PRIMARY KEY (key, number)
) WITHOUT ROWID;
INSERT INTO lead_keys(key, number)
SELECT client_key & ~7 AS key, number FROM leads WHERE client_key IS NOT NULL
UNION ALL
SELECT (email_key & ~7) | iif(status = 'duplicate', 3, 1), number FROM leads WHERE email_key IS NOT NULL
UNION ALL
SELECT (phone_key & ~7) | iif(status = 'duplicate', 4, 2), number FROM leads WHERE phone_key IS NOT NULL
ORDER BY key, number;

CREATE TABLE leads_keyed(
  workspace INTEGER NOT NULL,
  number INTEGER PRIMARY KEY,
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
INSERT INTO leads_keyed(workspace, number, client_id, email, phone, account, status, stage, owner, owned_by, owned_order,
  offered_to, rule, pool, queue, reason, score, grade, territory, source, version, priority, effort, created_at, assigned_at,
  content_hash, last_arrival, erased, account_match, fields, personal)
SELECT workspace, number, client_id, email, phone, account, status, stage, owner, owned_by, owned_order,
  offered_to, rule, pool, queue, reason, score, grade, territory, source, version, priority, effort, created_at, assigned_at,
  content_hash, last_arrival, erased, account_match, fields, personal
FROM leads ORDER BY number;
DROP TABLE leads;
ALTER TABLE leads_keyed RENAME TO leads;
CREATE INDEX leads_account ON leads(account, owned_order) WHERE account IS NOT NULL AND owned_order IS NOT NULL;
CREATE INDEX leads_owner ON leads(owner, status) WHERE owner IS NOT NULL;
CREATE INDEX leads_status ON leads(status);
