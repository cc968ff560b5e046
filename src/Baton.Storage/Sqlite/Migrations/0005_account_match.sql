-- How a lead's account was found: the score, the evidence and the runner-up, as JSON. Null for leads placed before.
ALTER TABLE leads ADD COLUMN account_match BLOB;
