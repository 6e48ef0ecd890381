-- Budgets of any period. Monthly ones of before are kept: soft, with the usual thresholds, in the reporting currency.
ALTER TABLE budgets RENAME TO budgets_before;
CREATE TABLE budgets (
  id      TEXT PRIMARY KEY,
  scope   TEXT NOT NULL,
  payload TEXT NOT NULL
) STRICT;
CREATE INDEX budgets_by_scope ON budgets (scope);
INSERT INTO budgets (id, scope, payload)
SELECT
  'monthly-' || row_number() OVER (ORDER BY scope),
  scope,
  json_object(
    'id', 'monthly-' || row_number() OVER (ORDER BY scope),
    'name', 'Monthly budget',
    'scope', scope,
    'period', 3,
    'amount', json(CAST(monthly_amount AS TEXT)),
    'isHard', json('false'),
    'thresholds', json('[0.5,0.8,1]'),
    'forecastProbability', 0.8,
    'carriesOver', json('false'),
    'freeModels', json('[]'),
    'createdAt', strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
FROM budgets_before;
DROP TABLE budgets_before;

CREATE TABLE budgets_told (
  id      TEXT PRIMARY KEY,
  payload TEXT NOT NULL
) STRICT;

CREATE TABLE budget_requests (
  id      TEXT PRIMARY KEY,
  budget  TEXT NOT NULL,
  at      INTEGER NOT NULL,
  payload TEXT NOT NULL
) STRICT;
CREATE INDEX budget_requests_by_budget ON budget_requests (budget, at);

-- What the reservations of a period come to. Whoever moves a counter on names the etag that was read; nobody else may write reservations.
CREATE TABLE reservation_counters (
  budget  TEXT NOT NULL,
  period  TEXT NOT NULL,
  etag    INTEGER NOT NULL,
  settled ANY NOT NULL,
  held    ANY NOT NULL,
  PRIMARY KEY (budget, period)
) STRICT, WITHOUT ROWID;

-- In the order of their grants. Times as in anomalies: units of 100 ns since 1970, UTC.
CREATE TABLE reservations (
  seq        INTEGER PRIMARY KEY AUTOINCREMENT,
  budget     TEXT NOT NULL,
  key        TEXT NOT NULL,
  period     TEXT NOT NULL,
  state      INTEGER NOT NULL,  -- 1 held, 2 settled, 3 released, 4 expired
  amount     ANY NOT NULL,
  settled    ANY,
  is_free    INTEGER NOT NULL,
  is_late    INTEGER NOT NULL,
  granted_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  closed_at  INTEGER,
  model      TEXT
) STRICT;
CREATE UNIQUE INDEX reservations_by_key ON reservations (budget, key);
CREATE INDEX reservations_held ON reservations (budget, seq) WHERE state = 1;

CREATE TABLE experiments (
  id      TEXT PRIMARY KEY,
  started INTEGER NOT NULL,
  payload TEXT NOT NULL
) STRICT;

CREATE TABLE experiments_told (
  id      TEXT PRIMARY KEY,
  payload TEXT NOT NULL
) STRICT;

-- id is experiment, name and time.
CREATE TABLE experiment_metrics (
  id         TEXT PRIMARY KEY,
  experiment TEXT NOT NULL,
  at         INTEGER NOT NULL,
  payload    TEXT NOT NULL
) STRICT;
CREATE INDEX experiment_metrics_by_experiment ON experiment_metrics (experiment, at);

-- What entries that name an experiment come to, by five minutes, and the ledger position that this includes. Buckets are seconds since 1970, UTC.
CREATE TABLE experiment_costs (
  experiment TEXT NOT NULL,
  bucket     INTEGER NOT NULL,
  cost       ANY NOT NULL,
  records    INTEGER NOT NULL,
  unpriced   INTEGER NOT NULL,
  PRIMARY KEY (experiment, bucket)
) STRICT, WITHOUT ROWID;

CREATE TABLE experiment_totals (
  experiment   TEXT PRIMARY KEY,
  cost         ANY NOT NULL,
  records      INTEGER NOT NULL,
  unpriced     INTEGER NOT NULL,
  first_bucket INTEGER NOT NULL,
  last_bucket  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE experiment_position (
  one      INTEGER PRIMARY KEY CHECK (one = 1),
  position INTEGER NOT NULL
) STRICT;
INSERT INTO experiment_position VALUES (1, 0);
