-- Daily facts: sums in every dimension that a record has. A day is counted from 1970-01-01, UTC.
-- The day comes first, so that the rows of today, which change all the time, lie together; kind is the scope's.
CREATE TABLE facets (
  facet_id        INTEGER PRIMARY KEY,
  facet_key       BLOB NOT NULL UNIQUE,   -- hash of all that follows: texts may be too long for an index
  service         TEXT NOT NULL,
  region          TEXT NOT NULL,
  service_tier    TEXT NOT NULL,
  charge_category TEXT NOT NULL,
  experiment      TEXT NOT NULL,
  feature         TEXT NOT NULL,
  customer        TEXT NOT NULL,
  counts          INTEGER NOT NULL        -- 1: requests, 2: tokens, 3: both
) STRICT;

CREATE TABLE facts (
  kind           INTEGER NOT NULL,
  day            INTEGER NOT NULL,
  scope_id       INTEGER NOT NULL,
  model_id       INTEGER NOT NULL,
  status         INTEGER NOT NULL,
  facet_id       INTEGER NOT NULL,
  cost_effective ANY NOT NULL,
  cost_billed    ANY NOT NULL,
  cost_list      ANY NOT NULL,
  usage          TEXT NOT NULL,       -- quantity by unit, as JSON
  records        INTEGER NOT NULL,
  unpriced       INTEGER NOT NULL,
  PRIMARY KEY (kind, day, scope_id, model_id, status, facet_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE fact_position (
  one      INTEGER PRIMARY KEY CHECK (one = 1),
  position INTEGER NOT NULL
) STRICT;
INSERT INTO fact_position VALUES (1, 0);

CREATE TABLE saved_views (
  id      TEXT PRIMARY KEY,
  name    TEXT NOT NULL,
  payload TEXT NOT NULL
) STRICT;
