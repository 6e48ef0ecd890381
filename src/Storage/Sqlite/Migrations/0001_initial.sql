-- Instants are whole units of 100 ns since 1970, UTC; rollup buckets are seconds since 1970.
-- Amounts and quantities are exact decimals: an INTEGER when whole, else TEXT. SQLite's own sum() would round them.

CREATE TABLE scopes (
  scope_id    INTEGER PRIMARY KEY,
  key         TEXT NOT NULL UNIQUE,
  kind        INTEGER NOT NULL,
  parent_id   INTEGER,
  search_name TEXT NOT NULL,
  first_seen  INTEGER,            -- null until the first ledger entry
  last_seen   INTEGER
) STRICT;
CREATE INDEX scopes_by_parent ON scopes (parent_id);

CREATE TABLE models (
  model_id INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  model    TEXT NOT NULL,
  UNIQUE (provider, model)
) STRICT;

-- One row. Positions are handed out from here, so they survive pruning and are never used twice.
CREATE TABLE ledger_head (
  one      INTEGER PRIMARY KEY CHECK (one = 1),
  position INTEGER NOT NULL,
  entries  INTEGER NOT NULL,
  pruned   INTEGER NOT NULL
) STRICT;
INSERT INTO ledger_head VALUES (1, 0, 0, 0);

CREATE TABLE ledger (
  seq            INTEGER PRIMARY KEY,
  reverses       INTEGER,         -- the charge that this entry takes back; null for a charge
  revision       INTEGER NOT NULL,
  resource_id    INTEGER NOT NULL,
  ts             INTEGER NOT NULL,
  model_id       INTEGER NOT NULL,
  status         INTEGER NOT NULL,
  pricing        INTEGER NOT NULL,
  cost_effective ANY NOT NULL,
  cost_billed    ANY NOT NULL,
  cost_list      ANY NOT NULL,
  input_tokens   ANY NOT NULL,
  cached_tokens  ANY NOT NULL,
  output_tokens  ANY NOT NULL,
  requests       ANY NOT NULL,
  gpu_hours      ANY NOT NULL,
  experiment     TEXT,
  payload        TEXT             -- the rest of the record as JSON; null for a reversal
) STRICT;
CREATE INDEX ledger_by_resource ON ledger (resource_id, seq);
CREATE UNIQUE INDEX ledger_reversals ON ledger (reverses) WHERE reverses IS NOT NULL;

-- Every record ever taken, also when its entries are pruned: what makes a duplicate one.
CREATE TABLE records (
  record_key BLOB PRIMARY KEY,
  revision   INTEGER NOT NULL,
  seq        INTEGER NOT NULL     -- its newest charge
) STRICT, WITHOUT ROWID;

-- Earliest and latest charge time of each 4,096 positions: finds a time range without an index by time.
CREATE TABLE ledger_blocks (
  block  INTEGER PRIMARY KEY,
  min_ts INTEGER NOT NULL,
  max_ts INTEGER NOT NULL
) STRICT;

CREATE TABLE rollups (
  granularity    INTEGER NOT NULL,
  scope_id       INTEGER NOT NULL,
  bucket         INTEGER NOT NULL,
  model_id       INTEGER NOT NULL,
  status         INTEGER NOT NULL,
  cost_effective ANY NOT NULL,
  cost_billed    ANY NOT NULL,
  cost_list      ANY NOT NULL,
  input_tokens   ANY NOT NULL,
  cached_tokens  ANY NOT NULL,
  output_tokens  ANY NOT NULL,
  requests       ANY NOT NULL,
  gpu_hours      ANY NOT NULL,
  records        INTEGER NOT NULL,
  unpriced       INTEGER NOT NULL,
  PRIMARY KEY (granularity, scope_id, bucket, model_id, status)
) STRICT, WITHOUT ROWID;

CREATE TABLE rollup_position (
  one      INTEGER PRIMARY KEY CHECK (one = 1),
  position INTEGER NOT NULL
) STRICT;
INSERT INTO rollup_position VALUES (1, 0);

CREATE TABLE snapshots (
  grain   TEXT PRIMARY KEY,
  etag    INTEGER NOT NULL,
  upto    INTEGER NOT NULL,
  version INTEGER NOT NULL,
  state   BLOB NOT NULL
) STRICT;

-- One row. Etags are never used twice, also across a reset, so that a stale activation cannot match a new one's.
CREATE TABLE snapshot_etag (
  one  INTEGER PRIMARY KEY CHECK (one = 1),
  last INTEGER NOT NULL
) STRICT;
INSERT INTO snapshot_etag VALUES (1, 0);

-- path is the scope's key without its kind: a scope and all below it are one range of it.
CREATE TABLE anomalies (
  id      TEXT PRIMARY KEY,
  path    TEXT NOT NULL,
  start   INTEGER NOT NULL,
  state   INTEGER NOT NULL,
  payload TEXT NOT NULL
) STRICT;
CREATE INDEX anomalies_by_start ON anomalies (start);
CREATE INDEX anomalies_by_path ON anomalies (path, start);

CREATE TABLE incidents (
  id      TEXT PRIMARY KEY,
  path    TEXT NOT NULL,
  start   INTEGER NOT NULL,
  state   INTEGER NOT NULL,
  payload TEXT NOT NULL
) STRICT;
CREATE INDEX incidents_by_start ON incidents (start);
CREATE INDEX incidents_by_path ON incidents (path, start);

CREATE TABLE budgets (
  scope          TEXT PRIMARY KEY,
  monthly_amount ANY NOT NULL
) STRICT;
