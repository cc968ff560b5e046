-- What a duplicate was merged into, and which fields it filled there: what undoing the merge must know.
CREATE TABLE lead_merges(
  workspace INTEGER NOT NULL REFERENCES workspaces(id),
  lead INTEGER NOT NULL,
  into_lead INTEGER NOT NULL,
  filled TEXT NOT NULL,    -- a JSON array of field names
  PRIMARY KEY (workspace, lead)
) WITHOUT ROWID;
CREATE INDEX lead_merges_into ON lead_merges(workspace, into_lead);

-- Leads that may be the same person as an earlier one, and what a person decided about them.
CREATE TABLE suspicions(
  workspace INTEGER NOT NULL REFERENCES workspaces(id),
  lead INTEGER NOT NULL,
  of_lead INTEGER NOT NULL,
  at INTEGER NOT NULL,
  score TEXT NOT NULL,     -- a decimal number
  evidence TEXT NOT NULL,  -- a JSON array of { field, likeness, bits }
  state TEXT NOT NULL,     -- open, merged or dismissed
  PRIMARY KEY (workspace, lead)
) WITHOUT ROWID;
CREATE INDEX suspicions_open ON suspicions(workspace, lead) WHERE state = 'open';
CREATE INDEX suspicions_of ON suspicions(workspace, of_lead) WHERE state = 'open';

-- What earlier versions have recorded in the journal alone.
INSERT INTO lead_merges(workspace, lead, into_lead, filled)
SELECT j.workspace, json_extract(e.value, '$.lead'), json_extract(e.value, '$.into'), (
  SELECT json_group_array(k.key) FROM (
    SELECT f.key FROM json_each(e.value, '$.fields') f
    UNION SELECT p.key FROM json_each(CAST(coalesce(nullif(j.personal, X''), '{}') AS TEXT), '$."' || e.key || '".personal') p
  ) k)
FROM journal j, json_each(CAST(j.payload AS TEXT)) e
WHERE j.type = 'lead_captured' AND json_extract(e.value, '$.type') = 'lead_merged';

INSERT INTO suspicions(workspace, lead, of_lead, at, score, evidence, state)
SELECT j.workspace, json_extract(e.value, '$.lead'), json_extract(e.value, '$.of'), j.at,
  CAST(json_extract(e.value, '$.score') AS TEXT), coalesce(json_extract(e.value, '$.evidence'), '[]'), 'open'
FROM journal j, json_each(CAST(j.payload AS TEXT)) e
WHERE j.type = 'lead_captured' AND json_extract(e.value, '$.type') = 'lead_suspected';
