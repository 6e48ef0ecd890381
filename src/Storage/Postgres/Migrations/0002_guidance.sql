-- What people told the detectors. Times as in anomalies: units of 100 ns since 1970, UTC.
CREATE TABLE planned_events (
  id      text COLLATE "C" PRIMARY KEY,
  starts  bigint NOT NULL,
  ends    bigint NOT NULL,
  payload text NOT NULL
);
CREATE INDEX planned_events_by_end ON planned_events (ends);

-- id is the anomaly's, of which the payload keeps what it was when the word was given.
CREATE TABLE anomaly_feedback (
  id      text COLLATE "C" PRIMARY KEY,
  given   bigint NOT NULL,
  payload text NOT NULL
);
CREATE INDEX anomaly_feedback_by_time ON anomaly_feedback (given);
