-- Units of value of one's own, such as resolved tickets, and how many of them a day brought.
-- A day is counted from 1970-01-01, UTC; amount is a decimal in plain notation, kept digit by digit as in SQLite.
CREATE TABLE value_units (
  id      text COLLATE "C" PRIMARY KEY,
  saved   bigint NOT NULL,
  payload text NOT NULL
);
CREATE TABLE value_counts (
  unit   text COLLATE "C" NOT NULL,
  day    integer NOT NULL,
  amount text COLLATE "C" NOT NULL,
  PRIMARY KEY (unit, day)
);
