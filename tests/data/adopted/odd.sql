-- What has no word, or would be refused in words.
CREATE TABLE settings (name TEXT PRIMARY KEY ON CONFLICT REPLACE, value, UNIQUE (value COLLATE RTRIM));
CREATE INDEX ix_settings ON settings (value);
CREATE TABLE lost (id INTEGER PRIMARY KEY, nobody INTEGER REFERENCES nowhere (id));
CREATE TABLE hen (id INTEGER PRIMARY KEY, egg INTEGER REFERENCES egg (id), UNIQUE (egg) ON CONFLICT IGNORE);
CREATE TABLE egg (id INTEGER PRIMARY KEY, hen INTEGER REFERENCES hen (id));
CREATE VIRTUAL TABLE docs USING fts5 (body);
CREATE VIEW pairs (first, second) AS SELECT name, value FROM settings;
CREATE VIEW all_pairs AS SELECT first FROM pairs;
CREATE TRIGGER indexed AFTER INSERT ON settings BEGIN INSERT INTO docs (body) VALUES (new.name); END;
CREATE TABLE after_all (id INTEGER PRIMARY KEY, name TEXT REFERENCES settings (name));
