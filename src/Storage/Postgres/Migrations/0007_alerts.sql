-- Where people are told, by which routes, what was told, and how far it came.
CREATE TABLE channels (
  id      text COLLATE "C" PRIMARY KEY,
  payload text NOT NULL
);

CREATE TABLE channel_states (
  id      text COLLATE "C" PRIMARY KEY,
  payload text NOT NULL
);

CREATE TABLE routes (
  id      text COLLATE "C" PRIMARY KEY,
  payload text NOT NULL
);

-- id is the notice's key: what was told once is never told again.
CREATE TABLE notices (
  id      text COLLATE "C" PRIMARY KEY,
  thread  text COLLATE "C" NOT NULL,
  path    text COLLATE "C" NOT NULL,
  at      bigint NOT NULL,
  payload text NOT NULL
);
CREATE INDEX notices_by_thread ON notices (thread);
CREATE INDEX notices_by_time ON notices (at);

-- The outbox. id is derived from channel and notice, so that each pair exists once; state: 0 waiting, 1 delivered, 2 dead, 3 in a digest.
-- Until lease a process is sending it.
CREATE TABLE deliveries (
  seq     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id      text COLLATE "C" NOT NULL UNIQUE,
  channel text COLLATE "C" NOT NULL,
  thread  text COLLATE "C" NOT NULL,
  state   bigint NOT NULL,
  due     bigint NOT NULL,
  lease   bigint NOT NULL,
  created bigint NOT NULL,
  payload text NOT NULL
);
CREATE INDEX deliveries_due ON deliveries (channel, due) WHERE state = 0;
CREATE INDEX deliveries_in_line ON deliveries (channel, thread, seq) WHERE state = 0;
CREATE INDEX deliveries_by_thread ON deliveries (thread, seq);
CREATE INDEX deliveries_by_channel ON deliveries (channel, state, seq);
