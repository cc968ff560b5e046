-- Whom a key acts for and what it may do. A key made before was an administrator's, and stays one.
ALTER TABLE api_keys ADD COLUMN user TEXT;
ALTER TABLE api_keys ADD COLUMN role TEXT NOT NULL DEFAULT 'admin';
