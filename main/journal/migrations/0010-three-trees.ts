/** The three trees, the list of differing nodes, and what is kept about what was done. */
export const threeTrees = `
CREATE TABLE local_node (
  id INTEGER PRIMARY KEY AUTOINCREMENT, parent INTEGER NOT NULL, name TEXT NOT NULL, folded TEXT, kind INTEGER NOT NULL,
  dev INTEGER NOT NULL, ino INTEGER NOT NULL, birth REAL NOT NULL, size INTEGER NOT NULL, mtime REAL NOT NULL,
  ctime REAL NOT NULL, hash BLOB, skip TEXT, unreadable INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX local_place ON local_node (parent, name);
CREATE INDEX local_inode ON local_node (ino);
CREATE INDEX local_folded ON local_node (parent, folded) WHERE folded IS NOT NULL;
CREATE INDEX local_skipped ON local_node (id) WHERE skip IS NOT NULL;

CREATE TABLE cloud_node (
  key INTEGER PRIMARY KEY, parent INTEGER NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL, kind INTEGER NOT NULL,
  revision INTEGER NOT NULL, size INTEGER NOT NULL, modified REAL NOT NULL, locked INTEGER NOT NULL DEFAULT 0,
  listed_hash TEXT, told_hash TEXT
) STRICT;
CREATE INDEX cloud_place ON cloud_node (parent, folded);
CREATE INDEX cloud_unlisted ON cloud_node (key) WHERE kind = 1 AND (listed_hash IS NULL OR told_hash IS NOT listed_hash);

CREATE TABLE synced_node (
  id INTEGER PRIMARY KEY AUTOINCREMENT, parent INTEGER NOT NULL, kind INTEGER NOT NULL, name TEXT NOT NULL,
  local_name TEXT NOT NULL, local INTEGER, cloud INTEGER, revision INTEGER NOT NULL, size INTEGER NOT NULL, hash BLOB,
  proof INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX synced_local ON synced_node (local) WHERE local IS NOT NULL;
CREATE UNIQUE INDEX synced_cloud ON synced_node (cloud) WHERE cloud IS NOT NULL;
CREATE INDEX synced_parent ON synced_node (parent);

-- Nodes that differ, or may: tree 0 = synced, 1 = local, 2 = cloud.
CREATE TABLE differing (
  tree INTEGER NOT NULL, id INTEGER NOT NULL, hold TEXT, detail TEXT, since REAL NOT NULL DEFAULT 0, retry_at REAL,
  attempts INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (tree, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX differing_held ON differing (hold) WHERE hold IS NOT NULL;

CREATE TABLE intent (id INTEGER PRIMARY KEY, action TEXT NOT NULL, note TEXT NOT NULL) STRICT;
CREATE TABLE activity (
  id INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, kind TEXT NOT NULL, path TEXT NOT NULL, to_path TEXT,
  bytes INTEGER NOT NULL, why TEXT NOT NULL, detail TEXT
) STRICT;
CREATE INDEX activity_path ON activity (path);
CREATE TABLE conflict (
  id INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, path TEXT NOT NULL, copy_path TEXT NOT NULL, copy INTEGER NOT NULL,
  cloud INTEGER NOT NULL, why TEXT NOT NULL, resolution TEXT
) STRICT;
CREATE TABLE trash (
  name TEXT PRIMARY KEY, path TEXT NOT NULL, kind INTEGER NOT NULL, size INTEGER NOT NULL, at REAL NOT NULL, why TEXT NOT NULL
) STRICT;
CREATE TABLE excluded (key INTEGER PRIMARY KEY) STRICT;
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;
