-- Who is told of events, and what is still to be told. A message is not kept here: it is made of the journal's record when
-- it is sent, so rows are thin and only a window behind the journal has any that wait.
CREATE TABLE webhooks(
  workspace INTEGER NOT NULL REFERENCES workspaces(id),
  id TEXT NOT NULL,
  url TEXT NOT NULL,
  description TEXT,
  events TEXT NOT NULL,       -- names of event types with blanks between, or *
  enabled INTEGER NOT NULL,
  ordered INTEGER NOT NULL,
  contact INTEGER NOT NULL,
  secret BLOB NOT NULL,       -- in clear: it signs
  old_secret BLOB,
  old_until INTEGER,
  position INTEGER NOT NULL,  -- the last record of the journal whose events are in deliveries, as far as they are wanted
  failures INTEGER NOT NULL DEFAULT 0,
  failing_since INTEGER,
  disabled_reason TEXT,
  created_at INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (workspace, id)
) WITHOUT ROWID;

CREATE TABLE deliveries(
  workspace INTEGER NOT NULL REFERENCES workspaces(id),
  webhook TEXT NOT NULL,
  seq INTEGER NOT NULL,       -- the event's place in the journal: the record and the event's index in it
  place INTEGER NOT NULL,
  line INTEGER NOT NULL,      -- behind what it waits: the lead's number, 0 = events of no lead, below 0 = behind nothing
  type TEXT NOT NULL,
  state TEXT NOT NULL,        -- waiting, delivered or dead
  tries INTEGER NOT NULL DEFAULT 0,
  spent INTEGER NOT NULL DEFAULT 0, -- tries before it was last sent again by hand
  created_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  ended_at INTEGER,
  PRIMARY KEY (workspace, webhook, seq, place)
) WITHOUT ROWID;
CREATE INDEX deliveries_waiting ON deliveries(workspace, webhook, line, seq, place) WHERE state = 'waiting';
CREATE INDEX deliveries_dead ON deliveries(workspace, webhook, seq, place) WHERE state = 'dead';
CREATE INDEX deliveries_ended ON deliveries(workspace, webhook, ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX deliveries_lead ON deliveries(workspace, line) WHERE line > 0;

CREATE TABLE delivery_attempts(
  workspace INTEGER NOT NULL REFERENCES workspaces(id),
  webhook TEXT NOT NULL,
  seq INTEGER NOT NULL,
  place INTEGER NOT NULL,
  n INTEGER NOT NULL,
  at INTEGER NOT NULL,
  took INTEGER NOT NULL,      -- milliseconds
  status INTEGER,             -- NULL = no answer
  error TEXT,
  answer TEXT,                -- personal: the first bytes of the answer, in which a receiver may repeat what it was sent
  PRIMARY KEY (workspace, webhook, seq, place, n)
) WITHOUT ROWID;
