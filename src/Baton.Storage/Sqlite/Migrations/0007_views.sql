-- Lists that people keep: a filter, an order and columns under a name. No filter names a person's e-mail, phone or id.
CREATE TABLE views(
  workspace INTEGER NOT NULL REFERENCES workspaces(id),
  id INTEGER NOT NULL,
  owner TEXT NOT NULL,        -- a user's e-mail, or the name of a key
  name TEXT NOT NULL,
  filter TEXT,
  sort TEXT,
  columns TEXT NOT NULL,      -- a JSON array
  shared INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (workspace, id)
) WITHOUT ROWID;
CREATE INDEX views_owner ON views(workspace, owner);
