/** People who look at the district in a browser. They are not the users who work on devices: these sign mutations, those only look and administer. */
export const accounts = `
CREATE TABLE accounts (
  id uuid PRIMARY KEY,
  name text NOT NULL UNIQUE,
  role text NOT NULL CHECK (role IN ('district', 'admin')),
  password text NOT NULL,
  must_change boolean NOT NULL,
  created_at timestamptz NOT NULL,
  disabled_at timestamptz
);

CREATE TABLE account_sessions (
  token_hash text PRIMARY KEY,
  account uuid NOT NULL REFERENCES accounts,
  expires_at timestamptz NOT NULL
);
`;
