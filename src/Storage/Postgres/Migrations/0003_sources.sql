-- Data sources, how far they have been read, and what providers charge day by day.
CREATE TABLE sources (
  id      text COLLATE "C" PRIMARY KEY,
  payload text NOT NULL
);

CREATE TABLE source_states (
  id      text COLLATE "C" PRIMARY KEY,
  payload text NOT NULL
);

-- id is the day, as yyyy-MM-dd, and the source's id.
CREATE TABLE bill_days (
  id      text COLLATE "C" PRIMARY KEY,
  day     bigint NOT NULL,      -- days since 0001-01-01
  payload text NOT NULL
);
CREATE INDEX bill_days_by_day ON bill_days (day);

-- id is the source's id and the window; the payload lists the days to which it brought charges.
CREATE TABLE bill_windows (
  id      text COLLATE "C" PRIMARY KEY,
  payload text NOT NULL
);

-- The records that a source last reported for a part of its time or files: what tells that one changed or is gone.
CREATE TABLE windows (
  window_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source    text COLLATE "C" NOT NULL,
  name      text COLLATE "C" NOT NULL,
  UNIQUE (source, name)
);

CREATE TABLE window_records (
  window_id  bigint NOT NULL,
  record_key uuid NOT NULL,
  digest     bigint NOT NULL,
  generation bigint NOT NULL,
  PRIMARY KEY (window_id, record_key)
) WITH (fillfactor = 80);
