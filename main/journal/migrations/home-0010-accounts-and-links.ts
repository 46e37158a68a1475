/** The state of one installation beside its journals: who is signed in, what is linked, what is set. */
export const accountsAndLinks = `
CREATE TABLE account (
  server TEXT NOT NULL, user TEXT NOT NULL, display_name TEXT NOT NULL, ca TEXT, signed_in INTEGER NOT NULL,
  PRIMARY KEY (server, user)
) STRICT;
CREATE TABLE link (
  id TEXT PRIMARY KEY, server TEXT NOT NULL, user TEXT NOT NULL, root_id INTEGER NOT NULL, root_name TEXT NOT NULL,
  folder TEXT NOT NULL, created REAL NOT NULL
) STRICT;
CREATE UNIQUE INDEX link_root ON link (server, user, root_id);
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;
