-- Versions of the attribution rules: added, never changed.
CREATE TABLE attribution_rules (
  version bigint PRIMARY KEY,
  payload text NOT NULL
);

CREATE FUNCTION attribution_rules_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Versions of the rules are never changed.';
END $$;

CREATE TRIGGER attribution_rules_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON attribution_rules
FOR EACH STATEMENT EXECUTE FUNCTION attribution_rules_refuse();

CREATE TABLE shared_costs (
  id      text COLLATE "C" PRIMARY KEY,
  payload text NOT NULL
);

-- The application of rules that was begun and has not ended: at most one row.
CREATE TABLE attribution_unfinished (
  one     bigint PRIMARY KEY CHECK (one = 1),
  payload text NOT NULL
);
