-- Who did what. Lines are added, never changed and never removed.
CREATE TABLE audit_log (
  seq     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at      bigint NOT NULL,
  path    text COLLATE "C" NOT NULL,
  subject text COLLATE "C" NOT NULL,
  payload text NOT NULL
);
CREATE INDEX audit_log_by_subject ON audit_log (subject);

CREATE FUNCTION audit_log_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The audit log is append-only.';
END $$;

CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
FOR EACH STATEMENT EXECUTE FUNCTION audit_log_refuse();
