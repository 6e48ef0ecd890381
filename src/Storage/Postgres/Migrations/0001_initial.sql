-- Instants are whole units of 100 ns since 1970, UTC (to_timestamp(ts / 1e7)); rollup buckets are seconds since 1970.
-- Names that are compared or ordered use the C collation, so that every server and SQLite agree.

CREATE TABLE scopes (
  scope_id    integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key         text COLLATE "C" NOT NULL UNIQUE,
  kind        smallint NOT NULL,
  parent_id   integer,
  search_name text COLLATE "C" NOT NULL,
  first_seen  bigint,             -- null until the first ledger entry
  last_seen   bigint
) WITH (fillfactor = 70);
CREATE INDEX scopes_by_parent ON scopes (parent_id);

CREATE TABLE models (
  model_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  provider text COLLATE "C" NOT NULL,
  model    text COLLATE "C" NOT NULL,
  UNIQUE (provider, model)
);

-- One row. Whoever appends locks it first, so positions become visible in order, survive pruning and are never used twice.
CREATE TABLE ledger_head (
  one      boolean PRIMARY KEY CHECK (one),
  position bigint NOT NULL,
  entries  bigint NOT NULL,
  pruned   bigint NOT NULL
) WITH (fillfactor = 10);
INSERT INTO ledger_head VALUES (true, 0, 0, 0);

CREATE TABLE ledger (
  seq            bigint PRIMARY KEY,
  ts             bigint NOT NULL,
  reverses       bigint,          -- the charge that this entry takes back; null for a charge
  revision       integer NOT NULL,
  resource_id    integer NOT NULL,
  model_id       integer NOT NULL,
  status         smallint NOT NULL,
  pricing        smallint NOT NULL,
  cost_effective numeric NOT NULL,
  cost_billed    numeric NOT NULL,
  cost_list      numeric NOT NULL,
  input_tokens   numeric NOT NULL,
  cached_tokens  numeric NOT NULL,
  output_tokens  numeric NOT NULL,
  requests       numeric NOT NULL,
  gpu_hours      numeric NOT NULL,
  experiment     text,
  payload        text             -- the rest of the record as JSON; null for a reversal
);
CREATE INDEX ledger_by_resource ON ledger (resource_id, seq);
CREATE UNIQUE INDEX ledger_reversals ON ledger (reverses) WHERE reverses IS NOT NULL;

-- Every record ever taken, also when its entries are pruned: what makes a duplicate one.
CREATE TABLE records (
  record_key uuid PRIMARY KEY,
  revision   integer NOT NULL,
  seq        bigint NOT NULL      -- its newest charge
);

-- Earliest and latest charge time of each 4,096 positions: finds a time range without an index by time.
CREATE TABLE ledger_blocks (
  block  bigint PRIMARY KEY,
  min_ts bigint NOT NULL,
  max_ts bigint NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE rollups (
  granularity    smallint NOT NULL,
  status         smallint NOT NULL,
  scope_id       integer NOT NULL,
  bucket         bigint NOT NULL,
  model_id       integer NOT NULL,
  cost_effective numeric NOT NULL,
  cost_billed    numeric NOT NULL,
  cost_list      numeric NOT NULL,
  input_tokens   numeric NOT NULL,
  cached_tokens  numeric NOT NULL,
  output_tokens  numeric NOT NULL,
  requests       numeric NOT NULL,
  gpu_hours      numeric NOT NULL,
  records        bigint NOT NULL,
  unpriced       bigint NOT NULL,
  PRIMARY KEY (granularity, scope_id, bucket, model_id, status)
) WITH (fillfactor = 80);

CREATE TABLE rollup_position (
  one      boolean PRIMARY KEY CHECK (one),
  position bigint NOT NULL
) WITH (fillfactor = 10);
INSERT INTO rollup_position VALUES (true, 0);

-- Etags are never used twice, also across a reset, so that a stale activation cannot match a new one's.
CREATE SEQUENCE snapshot_etag;
CREATE TABLE snapshots (
  grain   text COLLATE "C" PRIMARY KEY,
  etag    bigint NOT NULL,
  upto    bigint NOT NULL,
  version integer NOT NULL,
  state   bytea NOT NULL
);

-- path is the scope's key without its kind: a scope and all below it are one range of it.
CREATE TABLE anomalies (
  id      text COLLATE "C" PRIMARY KEY,
  path    text COLLATE "C" NOT NULL,
  start   bigint NOT NULL,
  state   smallint NOT NULL,
  payload text NOT NULL
);
CREATE INDEX anomalies_by_start ON anomalies (start);
CREATE INDEX anomalies_by_path ON anomalies (path, start);

CREATE TABLE incidents (
  id      text COLLATE "C" PRIMARY KEY,
  path    text COLLATE "C" NOT NULL,
  start   bigint NOT NULL,
  state   smallint NOT NULL,
  payload text NOT NULL
);
CREATE INDEX incidents_by_start ON incidents (start);
CREATE INDEX incidents_by_path ON incidents (path, start);

CREATE TABLE budgets (
  scope          text COLLATE "C" PRIMARY KEY,
  monthly_amount numeric NOT NULL
);
