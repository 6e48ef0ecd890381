-- Versions of the attribution rules: added, never changed.
CREATE TABLE attribution_rules (
  version INTEGER PRIMARY KEY,
  payload TEXT NOT NULL
) STRICT;

CREATE TRIGGER attribution_rules_keep_versions BEFORE DELETE ON attribution_rules
BEGIN SELECT RAISE(ABORT, 'Versions of the rules are never removed.'); END;

CREATE TRIGGER attribution_rules_keep_rules BEFORE UPDATE ON attribution_rules
BEGIN SELECT RAISE(ABORT, 'Versions of the rules are never changed.'); END;

CREATE TABLE shared_costs (
  id      TEXT PRIMARY KEY,
  payload TEXT NOT NULL
) STRICT;

-- The application of rules that was begun and has not ended: at most one row.
CREATE TABLE attribution_unfinished (
  one     INTEGER PRIMARY KEY CHECK (one = 1),
  payload TEXT NOT NULL
) STRICT;
