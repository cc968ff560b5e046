-- An index by owner grew at as many places as there are reps: each commit of an import dirtied a page of every rep's. Now it is one
-- by ranges of 4,096 leads and then by owner, of which a commit dirties the last few pages. Who looks for the leads of an
-- owner names the ranges.
DROP INDEX leads_owner;
CREATE INDEX leads_owner ON leads(number >> 12, owner, status) WHERE owner IS NOT NULL;

-- Without a word on it, SQLite takes ten leads to have the same status, and would read all of one before those of a rep.
ANALYZE workspaces;
DELETE FROM sqlite_stat1;
INSERT INTO sqlite_stat1(tbl, idx, stat) VALUES ('leads', 'leads_status', '1000000 10000');
