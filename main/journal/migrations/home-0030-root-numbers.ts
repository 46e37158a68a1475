/** Roots of several accounts may bear one number at their clouds; here each has one of its own. */
export const rootNumbers = `
CREATE TABLE root_number (
  number INTEGER PRIMARY KEY, server TEXT NOT NULL, user TEXT NOT NULL, root_id INTEGER NOT NULL,
  UNIQUE (server, user, root_id)
) STRICT;
INSERT OR IGNORE INTO root_number (number, server, user, root_id)
  SELECT root_id, server, user, root_id FROM link ORDER BY created, id;
`;
