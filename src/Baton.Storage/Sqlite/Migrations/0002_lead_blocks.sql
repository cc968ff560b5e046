-- Under which keys a lead is found as perhaps the same person. Written only where the policy compares in that way.
-- A duplicate's keys lead to the lead it was merged into: source is whose keys they are, number whom they lead to.
CREATE TABLE lead_blocks(
  workspace INTEGER NOT NULL REFERENCES workspaces(id),
  key TEXT NOT NULL,       -- personal: made of names, numbers and addresses
  source INTEGER NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (workspace, key, source)
) WITHOUT ROWID;
CREATE INDEX lead_blocks_source ON lead_blocks(workspace, source);
CREATE INDEX lead_blocks_number ON lead_blocks(workspace, number);
