-- A shop, as it was made by hand: everything has a word.
CREATE TABLE customers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL COLLATE NOCASE,
    email VARCHAR(80) UNIQUE,
    joined TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    address_id INTEGER REFERENCES addresses (id) ON DELETE SET NULL
);
CREATE TABLE addresses (
    id INTEGER PRIMARY KEY,
    customer_id INT NOT NULL REFERENCES customers,
    street TEXT NOT NULL DEFAULT 'unknown, "so far"'
);
CREATE TABLE "order lines" (
    "order" INTEGER NOT NULL,
    line INTEGER NOT NULL CHECK (line > 0),
    price NUMERIC(10, 2) NOT NULL DEFAULT 0.5,
    amount DOUBLE PRECISION,
    total AS (price * amount) STORED,
    PRIMARY KEY ("order", line),
    CONSTRAINT positive CHECK (price >= 0 AND amount <> -1)
) WITHOUT ROWID;
CREATE TABLE "class" (id INTEGER PRIMARY KEY, this ANY, blob BLOB DEFAULT x'00ff') STRICT;
CREATE UNIQUE INDEX ix_names ON customers (lower(name), email DESC) WHERE email IS NOT NULL;
CREATE INDEX "ix street" ON addresses (street COLLATE NOCASE);
CREATE VIEW dear AS
SELECT name,
       email -- what we write to
FROM customers;
CREATE TRIGGER joined_again BEFORE UPDATE OF name, email ON customers WHEN new.name <> old.name
BEGIN
    UPDATE addresses SET street = 'new ' || street WHERE customer_id = new.id;
    DELETE FROM "class" WHERE id = new.id;
END;
