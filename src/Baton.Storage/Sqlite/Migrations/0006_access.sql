-- People who sign in, what they are signed in with, and what was done about access. All of these tables are small.
CREATE TABLE users(
  workspace INTEGER NOT NULL REFERENCES workspaces(id),
  id INTEGER NOT NULL,
  email TEXT NOT NULL,        -- in lower case
  name TEXT,
  role TEXT NOT NULL,
  rep TEXT,                   -- the rep's id; NULL = by the e-mail
  password TEXT,              -- a slow hash; NULL = signs in elsewhere
  password_until INTEGER,     -- when a one-time password ends
  must_change INTEGER NOT NULL DEFAULT 0,
  subject TEXT,               -- who he is at the identity provider, once he has come from there
  failures INTEGER NOT NULL DEFAULT 0,
  lockouts INTEGER NOT NULL DEFAULT 0,
  locked_until INTEGER,
  created_at INTEGER NOT NULL,
  signed_in_at INTEGER,
  disabled_at INTEGER,
  PRIMARY KEY (workspace, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX users_email ON users(workspace, email);

CREATE TABLE sessions(
  workspace INTEGER NOT NULL REFERENCES workspaces(id),
  hash BLOB NOT NULL,
  user INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (workspace, hash)
) WITHOUT ROWID;
CREATE INDEX sessions_user ON sessions(workspace, user);

CREATE TABLE audit(
  workspace INTEGER NOT NULL REFERENCES workspaces(id),
  id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  address TEXT,
  act TEXT NOT NULL,
  subject TEXT,
  detail TEXT,
  PRIMARY KEY (workspace, id)
) WITHOUT ROWID;

-- A key without scopes may do all that its role may.
ALTER TABLE api_keys ADD COLUMN scopes TEXT;
ALTER TABLE api_keys ADD COLUMN expires_at INTEGER;
ALTER TABLE api_keys ADD COLUMN last_used_at INTEGER;
