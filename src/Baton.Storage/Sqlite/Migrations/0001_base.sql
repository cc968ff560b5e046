-- Times are whole microseconds since 1970 UTC. JSON is UTF-8 text in BLOBs, which bind and read without transcoding.
-- Journal and leads have fat rows: measured, a rowid table with its key beside it takes a third more rows a second
-- than WITHOUT ROWID at 8 KiB a page. Thin tables go without.

CREATE TABLE workspaces(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

CREATE TABLE journal(
  workspace INTEGER NOT NULL REFERENCES workspaces(id),
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  type TEXT NOT NULL,
  lead_id INTEGER,
  rep_id TEXT,
  actor TEXT,
  payload BLOB NOT NULL,
  personal BLOB,
  PRIMARY KEY (workspace, seq)
);
CREATE INDEX journal_lead ON journal(workspace, lead_id) WHERE lead_id IS NOT NULL;

-- Records about more leads than the one they name: a tick, a merge.
CREATE TABLE journal_leads(
  workspace INTEGER NOT NULL,
  lead_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (workspace, lead_id, seq)
) WITHOUT ROWID;

CREATE TABLE leads(
  workspace INTEGER NOT NULL REFERENCES workspaces(id),
  number INTEGER NOT NULL,
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
  fields BLOB NOT NULL,
  personal BLOB,           -- personal
  PRIMARY KEY (workspace, number)
);
CREATE INDEX leads_client_id ON leads(workspace, client_id) WHERE client_id IS NOT NULL;
CREATE INDEX leads_email ON leads(workspace, email) WHERE email IS NOT NULL AND status <> 'duplicate';
CREATE INDEX leads_phone ON leads(workspace, phone) WHERE phone IS NOT NULL AND status <> 'duplicate';
CREATE INDEX leads_account ON leads(workspace, account, owned_order) WHERE account IS NOT NULL AND owned_order IS NOT NULL;
CREATE INDEX leads_owner ON leads(workspace, owner, status) WHERE owner IS NOT NULL;
CREATE INDEX leads_status ON leads(workspace, status);

-- Keys of duplicates that lead to the lead they were merged into.
CREATE TABLE lead_aliases(
  workspace INTEGER NOT NULL REFERENCES workspaces(id),
  key TEXT NOT NULL,       -- personal: an e-mail or a phone
  number INTEGER NOT NULL,
  PRIMARY KEY (workspace, key, number)
) WITHOUT ROWID;
CREATE INDEX lead_aliases_number ON lead_aliases(workspace, number);

CREATE TABLE assignments(
  workspace INTEGER NOT NULL REFERENCES workspaces(id),
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
  PRIMARY KEY (workspace, lead, n)
) WITHOUT ROWID;

CREATE TABLE idempotency(
  workspace INTEGER NOT NULL REFERENCES workspaces(id),
  key TEXT NOT NULL,
  request_hash INTEGER NOT NULL,
  status_code INTEGER NOT NULL,
  answer BLOB NOT NULL,    -- personal
  lead INTEGER,
  at INTEGER NOT NULL,
  PRIMARY KEY (workspace, key)
);
CREATE INDEX idempotency_at ON idempotency(workspace, at);
CREATE INDEX idempotency_lead ON idempotency(workspace, lead) WHERE lead IS NOT NULL;

CREATE TABLE api_keys(
  workspace INTEGER NOT NULL REFERENCES workspaces(id),
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  hash BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  revoked_at INTEGER,
  PRIMARY KEY (workspace, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX api_keys_hash ON api_keys(hash);

CREATE TABLE snapshots(
  workspace INTEGER NOT NULL REFERENCES workspaces(id),
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  checksum BLOB NOT NULL,
  body BLOB NOT NULL,      -- personal
  PRIMARY KEY (workspace, seq)
);

CREATE TABLE policies(
  workspace INTEGER NOT NULL REFERENCES workspaces(id),
  version INTEGER NOT NULL,
  at INTEGER NOT NULL,
  by TEXT,
  document BLOB NOT NULL,
  PRIMARY KEY (workspace, version)
);
