-- Units of value of one's own, such as resolved tickets, and how many of them a day brought.
-- A day is counted from 1970-01-01, UTC; amount is a decimal.
CREATE TABLE value_units (
  id      TEXT PRIMARY KEY,
  saved   INTEGER NOT NULL,
  payload TEXT NOT NULL
) STRICT;
CREATE TABLE value_counts (
  unit   TEXT NOT NULL,
  day    INTEGER NOT NULL,
  amount TEXT NOT NULL,
  PRIMARY KEY (unit, day)
) STRICT, WITHOUT ROWID;
