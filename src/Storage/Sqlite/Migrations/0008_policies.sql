-- Policies, what they decided, and the notices they heard, so that a new policy can be tried on them.
CREATE TABLE policies (
  id      TEXT PRIMARY KEY,
  name    TEXT NOT NULL,
  payload TEXT NOT NULL
) STRICT;

CREATE TABLE policy_decisions (
  id        TEXT PRIMARY KEY,
  policy_id TEXT NOT NULL,
  thread    TEXT NOT NULL,
  path      TEXT NOT NULL,
  state     INTEGER NOT NULL,
  decided   INTEGER NOT NULL,
  busy      INTEGER NOT NULL,
  version   INTEGER NOT NULL,
  payload   TEXT NOT NULL
) STRICT;
CREATE INDEX policy_decisions_by_policy ON policy_decisions (policy_id, thread, decided);
CREATE INDEX policy_decisions_by_time ON policy_decisions (decided);
CREATE INDEX policy_decisions_busy ON policy_decisions (decided) WHERE busy = 1;

CREATE TABLE policy_heard (
  id      TEXT PRIMARY KEY,
  at      INTEGER NOT NULL,
  payload TEXT NOT NULL
) STRICT;
CREATE INDEX policy_heard_by_time ON policy_heard (at);

-- Month-end forecasts as they were issued, so that a later one can be explained.
CREATE TABLE forecast_notes (
  id      TEXT PRIMARY KEY,
  scope   TEXT NOT NULL,
  issued  INTEGER NOT NULL,
  payload TEXT NOT NULL
) STRICT;
CREATE INDEX forecast_notes_by_scope ON forecast_notes (scope, issued);
CREATE INDEX forecast_notes_by_time ON forecast_notes (issued);

-- Each audit line carries a hash over itself and the one before; a line that follows one already followed is refused.
ALTER TABLE audit_log ADD COLUMN previous TEXT;
ALTER TABLE audit_log ADD COLUMN hash TEXT;
ALTER TABLE audit_log ADD COLUMN actor TEXT GENERATED ALWAYS AS (json_extract(payload, '$.actor')) VIRTUAL;
ALTER TABLE audit_log ADD COLUMN action TEXT GENERATED ALWAYS AS (json_extract(payload, '$.action')) VIRTUAL;
CREATE UNIQUE INDEX audit_log_chain ON audit_log (previous);
CREATE INDEX audit_log_by_actor ON audit_log (actor);
CREATE INDEX audit_log_by_action ON audit_log (action);
