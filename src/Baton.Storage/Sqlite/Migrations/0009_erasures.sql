-- Erasures of personal data, without any. What a commit cannot do (shrinking the log, rewriting the base snapshot) is done
-- after it: cleaned_at is when, NULL = not yet.
CREATE TABLE erasures(
  workspace INTEGER NOT NULL REFERENCES workspaces(id),
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  by TEXT,
  leads TEXT NOT NULL,     -- a JSON array of numbers
  cleaned_at INTEGER,
  PRIMARY KEY (workspace, seq)
) WITHOUT ROWID;
CREATE INDEX erasures_open ON erasures(workspace) WHERE cleaned_at IS NULL;

-- Answers that are not filed under one lead may name several.
CREATE INDEX idempotency_of_many ON idempotency(workspace) WHERE lead IS NULL;

-- Where the journal was cut: the snapshot of this record stands for those up to it, so it is never dropped.
CREATE TABLE journal_base(
  workspace INTEGER PRIMARY KEY REFERENCES workspaces(id),
  seq INTEGER NOT NULL
);
