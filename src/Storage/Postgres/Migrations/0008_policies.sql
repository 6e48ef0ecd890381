-- Policies, what they decided, and the notices they heard, so that a new policy can be tried on them.
CREATE TABLE policies (
  id      text COLLATE "C" PRIMARY KEY,
  name    text COLLATE "C" NOT NULL,
  payload text NOT NULL
);

CREATE TABLE policy_decisions (
  id        text COLLATE "C" PRIMARY KEY,
  policy_id text COLLATE "C" NOT NULL,
  thread    text COLLATE "C" NOT NULL,
  path      text COLLATE "C" NOT NULL,
  state     bigint NOT NULL,
  decided   bigint NOT NULL,
  busy      bigint NOT NULL,
  version   bigint NOT NULL,
  payload   text NOT NULL
);
CREATE INDEX policy_decisions_by_policy ON policy_decisions (policy_id, thread, decided);
CREATE INDEX policy_decisions_by_time ON policy_decisions (decided);
CREATE INDEX policy_decisions_busy ON policy_decisions (decided) WHERE busy = 1;

CREATE TABLE policy_heard (
  id      text COLLATE "C" PRIMARY KEY,
  at      bigint NOT NULL,
  payload text NOT NULL
);
CREATE INDEX policy_heard_by_time ON policy_heard (at);

-- Month-end forecasts as they were issued, so that a later one can be explained.
CREATE TABLE forecast_notes (
  id      text COLLATE "C" PRIMARY KEY,
  scope   text COLLATE "C" NOT NULL,
  issued  bigint NOT NULL,
  payload text NOT NULL
);
CREATE INDEX forecast_notes_by_scope ON forecast_notes (scope, issued);
CREATE INDEX forecast_notes_by_time ON forecast_notes (issued);

-- Each audit line carries a hash over itself and the one before; a line that follows one already followed is refused.
ALTER TABLE audit_log ADD COLUMN previous text COLLATE "C";
ALTER TABLE audit_log ADD COLUMN hash text COLLATE "C";
ALTER TABLE audit_log ADD COLUMN actor text COLLATE "C" GENERATED ALWAYS AS (payload::jsonb ->> 'actor') STORED;
ALTER TABLE audit_log ADD COLUMN action text COLLATE "C" GENERATED ALWAYS AS (payload::jsonb ->> 'action') STORED;
CREATE UNIQUE INDEX audit_log_chain ON audit_log (previous);
CREATE INDEX audit_log_by_actor ON audit_log (actor);
CREATE INDEX audit_log_by_action ON audit_log (action);
