-- Who may come in: users and tokens. Of a password or a token only hashes are kept.
CREATE TABLE users (
  id      TEXT PRIMARY KEY,
  name    TEXT NOT NULL UNIQUE,
  first   INTEGER UNIQUE,
  version INTEGER NOT NULL,
  payload TEXT NOT NULL
) STRICT;

CREATE TABLE tokens (
  id      TEXT PRIMARY KEY,
  hash    TEXT NOT NULL UNIQUE,
  created INTEGER NOT NULL,
  revoked INTEGER,
  payload TEXT NOT NULL
) STRICT;

-- Apart from the tokens, so that noting a use never undoes a revocation.
CREATE TABLE token_uses (
  id      TEXT PRIMARY KEY,
  payload TEXT NOT NULL
) STRICT;
