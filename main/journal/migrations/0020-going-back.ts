/** What can be taken back, who holds which lock, the bases of text files, and what a conflict was based on. */
export const goingBack = `
CREATE TABLE undo (
  id INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, batch TEXT NOT NULL, path TEXT NOT NULL, step TEXT NOT NULL
) STRICT;
CREATE TABLE lock (key INTEGER PRIMARY KEY, person INTEGER, holder TEXT, until REAL) STRICT;
CREATE TABLE base (hash BLOB PRIMARY KEY, bytes BLOB NOT NULL, used INTEGER NOT NULL) STRICT;
ALTER TABLE conflict ADD COLUMN base BLOB;
ALTER TABLE conflict ADD COLUMN base_revision INTEGER;
ALTER TABLE conflict ADD COLUMN asked INTEGER NOT NULL DEFAULT 0;
`;
