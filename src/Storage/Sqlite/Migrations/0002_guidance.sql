-- What people told the detectors. Times as in anomalies: units of 100 ns since 1970, UTC.
CREATE TABLE planned_events (
  id      TEXT PRIMARY KEY,
  starts  INTEGER NOT NULL,
  ends    INTEGER NOT NULL,
  payload TEXT NOT NULL
) STRICT;
CREATE INDEX planned_events_by_end ON planned_events (ends);

-- id is the anomaly's, of which the payload keeps what it was when the word was given.
CREATE TABLE anomaly_feedback (
  id      TEXT PRIMARY KEY,
  given   INTEGER NOT NULL,
  payload TEXT NOT NULL
) STRICT;
CREATE INDEX anomaly_feedback_by_time ON anomaly_feedback (given);
