-- Questions of the kind "what if" that somebody keeps.
CREATE TABLE scenarios (
  id      TEXT PRIMARY KEY,
  saved   INTEGER NOT NULL,
  payload TEXT NOT NULL
) STRICT;
