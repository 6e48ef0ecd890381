-- Budgets of any period. Monthly ones of before are kept: soft, with the usual thresholds, in the reporting currency.
ALTER TABLE budgets RENAME TO budgets_before;
ALTER INDEX budgets_pkey RENAME TO budgets_before_pkey;
CREATE TABLE budgets (
  id      text COLLATE "C" PRIMARY KEY,
  scope   text COLLATE "C" NOT NULL,
  payload text NOT NULL
);
CREATE INDEX budgets_by_scope ON budgets (scope);
INSERT INTO budgets (id, scope, payload)
SELECT
  'monthly-' || row_number() OVER (ORDER BY scope),
  scope,
  json_build_object(
    'id', 'monthly-' || row_number() OVER (ORDER BY scope),
    'name', 'Monthly budget',
    'scope', scope,
    'period', 3,
    'amount', monthly_amount,
    'isHard', false,
    'thresholds', json_build_array(0.5, 0.8, 1),
    'forecastProbability', 0.8,
    'carriesOver', false,
    'freeModels', json_build_array(),
    'createdAt', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))::text
FROM budgets_before;
DROP TABLE budgets_before;

CREATE TABLE budgets_told (
  id      text COLLATE "C" PRIMARY KEY,
  payload text NOT NULL
);

CREATE TABLE budget_requests (
  id      text COLLATE "C" PRIMARY KEY,
  budget  text COLLATE "C" NOT NULL,
  at      bigint NOT NULL,
  payload text NOT NULL
);
CREATE INDEX budget_requests_by_budget ON budget_requests (budget, at);

-- What the reservations of a period come to. Whoever moves a counter on names the etag that was read; nobody else may write reservations.
CREATE TABLE reservation_counters (
  budget  text COLLATE "C" NOT NULL,
  period  text COLLATE "C" NOT NULL,
  etag    bigint NOT NULL,
  settled numeric NOT NULL,
  held    numeric NOT NULL,
  PRIMARY KEY (budget, period)
) WITH (fillfactor = 10);

-- In the order of their grants. Times as in anomalies: units of 100 ns since 1970, UTC.
CREATE TABLE reservations (
  seq        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  budget     text COLLATE "C" NOT NULL,
  key        text COLLATE "C" NOT NULL,
  period     text COLLATE "C" NOT NULL,
  state      smallint NOT NULL,  -- 1 held, 2 settled, 3 released, 4 expired
  amount     numeric NOT NULL,
  settled    numeric,
  is_free    boolean NOT NULL,
  is_late    boolean NOT NULL,
  granted_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  closed_at  bigint,
  model      text
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX reservations_by_key ON reservations (budget, key);
CREATE INDEX reservations_held ON reservations (budget, seq) WHERE state = 1;

CREATE TABLE experiments (
  id      text COLLATE "C" PRIMARY KEY,
  started bigint NOT NULL,
  payload text NOT NULL
);

CREATE TABLE experiments_told (
  id      text COLLATE "C" PRIMARY KEY,
  payload text NOT NULL
);

-- id is experiment, name and time.
CREATE TABLE experiment_metrics (
  id         text COLLATE "C" PRIMARY KEY,
  experiment text COLLATE "C" NOT NULL,
  at         bigint NOT NULL,
  payload    text NOT NULL
);
CREATE INDEX experiment_metrics_by_experiment ON experiment_metrics (experiment, at);

-- What entries that name an experiment come to, by five minutes, and the ledger position that this includes. Buckets are seconds since 1970, UTC.
CREATE TABLE experiment_costs (
  experiment text COLLATE "C" NOT NULL,
  bucket     bigint NOT NULL,
  cost       numeric NOT NULL,
  records    bigint NOT NULL,
  unpriced   bigint NOT NULL,
  PRIMARY KEY (experiment, bucket)
);

CREATE TABLE experiment_totals (
  experiment   text COLLATE "C" PRIMARY KEY,
  cost         numeric NOT NULL,
  records      bigint NOT NULL,
  unpriced     bigint NOT NULL,
  first_bucket bigint NOT NULL,
  last_bucket  bigint NOT NULL
);

CREATE TABLE experiment_position (
  one      boolean PRIMARY KEY CHECK (one),
  position bigint NOT NULL
) WITH (fillfactor = 10);
INSERT INTO experiment_position VALUES (true, 0);
