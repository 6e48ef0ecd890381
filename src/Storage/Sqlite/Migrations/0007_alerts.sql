-- Where people are told, by which routes, what was told, and how far it came.
CREATE TABLE channels (
  id      TEXT PRIMARY KEY,
  payload TEXT NOT NULL
) STRICT;

CREATE TABLE channel_states (
  id      TEXT PRIMARY KEY,
  payload TEXT NOT NULL
) STRICT;

CREATE TABLE routes (
  id      TEXT PRIMARY KEY,
  payload TEXT NOT NULL
) STRICT;

-- id is the notice's key: what was told once is never told again.
CREATE TABLE notices (
  id      TEXT PRIMARY KEY,
  thread  TEXT NOT NULL,
  path    TEXT NOT NULL,
  at      INTEGER NOT NULL,
  payload TEXT NOT NULL
) STRICT;
CREATE INDEX notices_by_thread ON notices (thread);
CREATE INDEX notices_by_time ON notices (at);

-- The outbox. id is derived from channel and notice, so that each pair exists once; state: 0 waiting, 1 delivered, 2 dead, 3 in a digest.
-- Until lease a process is sending it.
CREATE TABLE deliveries (
  seq     INTEGER PRIMARY KEY AUTOINCREMENT,
  id      TEXT NOT NULL UNIQUE,
  channel TEXT NOT NULL,
  thread  TEXT NOT NULL,
  state   INTEGER NOT NULL,
  due     INTEGER NOT NULL,
  lease   INTEGER NOT NULL,
  created INTEGER NOT NULL,
  payload TEXT NOT NULL
) STRICT;
CREATE INDEX deliveries_due ON deliveries (channel, due) WHERE state = 0;
CREATE INDEX deliveries_in_line ON deliveries (channel, thread, seq) WHERE state = 0;
CREATE INDEX deliveries_by_thread ON deliveries (thread, seq);
CREATE INDEX deliveries_by_channel ON deliveries (channel, state, seq);
