-- What people and pipelines did to a scope, such as a deployment: laid beside anomalies. at is when it took effect.
CREATE TABLE changes (
  id      TEXT PRIMARY KEY,
  at      INTEGER NOT NULL,
  payload TEXT NOT NULL
) STRICT;
CREATE INDEX changes_at ON changes (at);
