-- The keys of the leads that came last stood in a small tree of their own: two or three places in it for each lead, and all
-- its pages in each commit, a tenth of what an import took. They are in memory alone now, made of the leads' rows when the
-- database is opened. Here stands, for each of 64 ranges of keys, the last lead whose keys are in lead_keys.
INSERT OR IGNORE INTO lead_keys(key, number) SELECT key, number FROM fresh_keys ORDER BY key, number;
DROP TABLE fresh_keys;
CREATE TABLE key_marks(
  range INTEGER PRIMARY KEY,
  number INTEGER NOT NULL
);
INSERT INTO key_marks(range, number)
WITH RECURSIVE ranges(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM ranges WHERE n < 63)
SELECT n, (SELECT coalesce(max(number), 0) FROM leads) FROM ranges;
