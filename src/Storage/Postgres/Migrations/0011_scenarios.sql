-- Questions of the kind "what if" that somebody keeps.
CREATE TABLE scenarios (
  id      text COLLATE "C" PRIMARY KEY,
  saved   bigint NOT NULL,
  payload text NOT NULL
);
