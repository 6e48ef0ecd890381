-- Data sources, how far they have been read, and what providers charge day by day.
CREATE TABLE sources (
  id      TEXT PRIMARY KEY,
  payload TEXT NOT NULL
) STRICT;

CREATE TABLE source_states (
  id      TEXT PRIMARY KEY,
  payload TEXT NOT NULL
) STRICT;

-- id is the day, as yyyy-MM-dd, and the source's id.
CREATE TABLE bill_days (
  id      TEXT PRIMARY KEY,
  day     INTEGER NOT NULL,     -- days since 0001-01-01
  payload TEXT NOT NULL
) STRICT;
CREATE INDEX bill_days_by_day ON bill_days (day);

-- id is the source's id and the window; the payload lists the days to which it brought charges.
CREATE TABLE bill_windows (
  id      TEXT PRIMARY KEY,
  payload TEXT NOT NULL
) STRICT;

-- The records that a source last reported for a part of its time or files: what tells that one changed or is gone.
CREATE TABLE windows (
  window_id INTEGER PRIMARY KEY,
  source    TEXT NOT NULL,
  name      TEXT NOT NULL,
  UNIQUE (source, name)
) STRICT;

CREATE TABLE window_records (
  window_id  INTEGER NOT NULL,
  record_key BLOB NOT NULL,
  digest     INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  PRIMARY KEY (window_id, record_key)
) STRICT, WITHOUT ROWID;
