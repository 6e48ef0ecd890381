-- Who may come in: users and tokens. Of a password or a token only hashes are kept.
CREATE TABLE users (
  id      text COLLATE "C" PRIMARY KEY,
  name    text COLLATE "C" NOT NULL UNIQUE,
  first   bigint UNIQUE,
  version bigint NOT NULL,
  payload text NOT NULL
);

CREATE TABLE tokens (
  id      text COLLATE "C" PRIMARY KEY,
  hash    text COLLATE "C" NOT NULL UNIQUE,
  created bigint NOT NULL,
  revoked bigint,
  payload text NOT NULL
);

-- Apart from the tokens, so that noting a use never undoes a revocation.
CREATE TABLE token_uses (
  id      text COLLATE "C" PRIMARY KEY,
  payload text NOT NULL
);
