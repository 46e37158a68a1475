/** Other names on this disk; written before anything bears one, so that it is known for what it is after a crash. */
export const aliases = `
CREATE TABLE alias (key INTEGER PRIMARY KEY, name TEXT NOT NULL, local_name TEXT NOT NULL) STRICT;
CREATE INDEX alias_name ON alias (local_name);
`;
