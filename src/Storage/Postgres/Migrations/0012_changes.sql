-- What people and pipelines did to a scope, such as a deployment: laid beside anomalies. at is when it took effect.
CREATE TABLE changes (
  id      text COLLATE "C" PRIMARY KEY,
  at      bigint NOT NULL,
  payload text NOT NULL
);
CREATE INDEX changes_at ON changes (at);
