-- Daily facts: sums in every dimension that a record has. A day is counted from 1970-01-01, UTC.
-- The day comes first, so that the rows of today, which change all the time, lie together; kind is the scope's.
CREATE TABLE facets (
  facet_id        integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  facet_key       uuid NOT NULL UNIQUE,   -- hash of all that follows: texts may be too long for an index
  service         text COLLATE "C" NOT NULL,
  region          text COLLATE "C" NOT NULL,
  service_tier    text COLLATE "C" NOT NULL,
  charge_category text COLLATE "C" NOT NULL,
  experiment      text COLLATE "C" NOT NULL,
  feature         text COLLATE "C" NOT NULL,
  customer        text COLLATE "C" NOT NULL,
  counts          smallint NOT NULL       -- 1: requests, 2: tokens, 3: both
);

CREATE TABLE facts (
  kind           smallint NOT NULL,
  status         smallint NOT NULL,
  day            integer NOT NULL,
  scope_id       integer NOT NULL,
  model_id       integer NOT NULL,
  facet_id       integer NOT NULL,
  cost_effective numeric NOT NULL,
  cost_billed    numeric NOT NULL,
  cost_list      numeric NOT NULL,
  records        bigint NOT NULL,
  unpriced       bigint NOT NULL,
  usage          text NOT NULL,       -- quantity by unit, as JSON
  PRIMARY KEY (kind, day, scope_id, model_id, status, facet_id)
) WITH (fillfactor = 80);

CREATE TABLE fact_position (
  one      boolean PRIMARY KEY CHECK (one),
  position bigint NOT NULL
) WITH (fillfactor = 10);
INSERT INTO fact_position VALUES (true, 0);

CREATE TABLE saved_views (
  id      text COLLATE "C" PRIMARY KEY,
  name    text COLLATE "C" NOT NULL,
  payload text NOT NULL
);
