/**
 * The first schema. What devices signed is kept verbatim: `json`, not `jsonb`, because `jsonb` refuses `\u0000` and unpaired surrogates
 * and would make such a line impossible to keep. Only what passed the merge reaches `records.fields`.
 */
export const first = `
CREATE TABLE server_identity (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  server_id uuid NOT NULL,
  epoch integer NOT NULL,
  sign_public bytea NOT NULL,
  sign_private bytea NOT NULL,
  box_public bytea NOT NULL,
  box_private bytea NOT NULL,
  recovery_recipient text NOT NULL,
  recovery_identity text NOT NULL,
  created_at timestamptz NOT NULL
);

-- One row. Locking it orders every commit of the feed: a reader never sees a seq whose predecessors are still uncommitted.
CREATE TABLE feed_head (one boolean PRIMARY KEY DEFAULT true CHECK (one), seq bigint NOT NULL);
INSERT INTO feed_head (seq) VALUES (0);

CREATE TABLE subdistricts (code text PRIMARY KEY, name text NOT NULL, last_serial integer NOT NULL DEFAULT 0);

CREATE TABLE users (
  id uuid PRIMARY KEY,
  subdistrict text NOT NULL REFERENCES subdistricts,
  name text NOT NULL,
  roles jsonb NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE devices (
  dev uuid PRIMARY KEY,
  subdistrict text NOT NULL REFERENCES subdistricts,
  serial text NOT NULL,
  name text NOT NULL,
  sign_key bytea NOT NULL,
  box_key bytea NOT NULL,
  enrolled_at timestamptz NOT NULL,
  revoked_at timestamptz,
  next_n bigint NOT NULL DEFAULT 1,
  last_h text NOT NULL,
  backed bigint NOT NULL DEFAULT 0,
  UNIQUE (subdistrict, serial)
);

CREATE TABLE grants (
  dev uuid NOT NULL REFERENCES devices,
  user_id uuid NOT NULL REFERENCES users,
  from_at timestamptz NOT NULL,
  to_at timestamptz,
  PRIMARY KEY (dev, user_id, from_at)
);

CREATE TABLE enroll_codes (
  code_hash text PRIMARY KEY,
  subdistrict text NOT NULL REFERENCES subdistricts,
  users jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_by uuid REFERENCES devices
);

CREATE TABLE nonces (nonce text PRIMARY KEY, expires_at timestamptz NOT NULL);

CREATE TABLE sessions (token_hash text PRIMARY KEY, dev uuid NOT NULL REFERENCES devices, expires_at timestamptz NOT NULL);

-- Every line a device pushed, with the outcome it was told. "group" and "record" columns repeat the body for the indexes below.
CREATE TABLE mutations (
  dev uuid NOT NULL REFERENCES devices,
  n bigint NOT NULL,
  h text NOT NULL,
  c text NOT NULL,
  uid uuid NOT NULL,
  g uuid,
  op text NOT NULL,
  type text NOT NULL,
  record_id uuid NOT NULL,
  body json NOT NULL,
  photos text[] NOT NULL,
  outcome text NOT NULL,
  row_seq bigint NOT NULL,
  conflict_id uuid,
  rule text,
  alias_dev uuid,
  alias_n bigint,
  batch uuid NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (dev, n)
);
CREATE INDEX mutations_parked_record ON mutations (record_id) WHERE op = 'create' AND outcome IN ('conflict', 'quarantined');
CREATE INDEX mutations_parked_group ON mutations (g) WHERE g IS NOT NULL AND outcome IN ('conflict', 'quarantined');

-- The one holder of each uid. An alias or a clash is in mutations but not here.
CREATE TABLE uids (uid uuid PRIMARY KEY, dev uuid NOT NULL, n bigint NOT NULL, FOREIGN KEY (dev, n) REFERENCES mutations);

CREATE TABLE records (
  type text NOT NULL,
  id uuid NOT NULL,
  rev integer NOT NULL,
  seq bigint NOT NULL UNIQUE,
  deleted boolean NOT NULL,
  schema integer NOT NULL,
  fields jsonb NOT NULL,
  open_conflicts integer NOT NULL,
  alias_of uuid,
  subdistrict text NOT NULL REFERENCES subdistricts,
  PRIMARY KEY (type, id)
);
CREATE INDEX records_feed ON records (subdistrict, seq);
CREATE INDEX records_fields ON records USING gin (fields jsonb_path_ops);

CREATE TABLE conflicts (
  id uuid PRIMARY KEY,
  type text NOT NULL,
  record_id uuid NOT NULL,
  dev uuid NOT NULL,
  n bigint NOT NULL,
  user_id uuid NOT NULL,
  rule text,
  fields json NOT NULL,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  closed_dev uuid,
  closed_n bigint,
  FOREIGN KEY (dev, n) REFERENCES mutations
);
CREATE INDEX conflicts_open ON conflicts (type, record_id) WHERE closed_at IS NULL;

CREATE TABLE quarantine (
  dev uuid NOT NULL,
  n bigint NOT NULL,
  rule text NOT NULL,
  at timestamptz NOT NULL,
  released_at timestamptz,
  PRIMARY KEY (dev, n),
  FOREIGN KEY (dev, n) REFERENCES mutations
);

CREATE TABLE pushes (
  batch uuid NOT NULL,
  dev uuid NOT NULL REFERENCES devices,
  from_n bigint NOT NULL,
  to_n bigint NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (batch, dev, from_n, to_n)
);

CREATE TABLE blobs (
  sha256 text PRIMARY KEY,
  size bigint NOT NULL,
  verified_at timestamptz NOT NULL,
  backed boolean NOT NULL DEFAULT false
);

CREATE TABLE uploads (
  id text PRIMARY KEY,
  dev uuid NOT NULL REFERENCES devices,
  size bigint NOT NULL,
  sha256 text,
  created_at timestamptz NOT NULL
);
CREATE INDEX uploads_of_device ON uploads (dev, sha256);

-- Each entry carries the hash of the one before: a removed or changed entry shows.
CREATE TABLE audit (
  seq bigint PRIMARY KEY,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  action text NOT NULL,
  subject text NOT NULL,
  facts jsonb NOT NULL,
  prev text NOT NULL,
  hash text NOT NULL
);
CREATE TABLE audit_head (one boolean PRIMARY KEY DEFAULT true CHECK (one), seq bigint NOT NULL, hash text NOT NULL);
INSERT INTO audit_head (seq, hash) VALUES (0, '${'0'.repeat(64)}');
`;
