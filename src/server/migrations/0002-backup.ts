/**
 * What a backup needs to find what is new. `kept_by` is the transaction that wrote the row: together with a snapshot's oldest running
 * transaction it says exactly which rows an earlier backup cannot have seen, where a clock or a counter outside the feed's lock could not.
 */
export const backup = `
ALTER TABLE pushes ADD COLUMN kept_by xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX pushes_kept_by ON pushes (kept_by);
ALTER TABLE blobs ADD COLUMN kept_by xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX blobs_kept_by ON blobs (kept_by);

-- When a device was last heard, to the minute: nobody can know what a silent tablet holds, but since when it is silent.
ALTER TABLE devices ADD COLUMN heard_at timestamptz;

-- Folders this server was backed up into. \`place\` is the path as the administrator wrote it.
CREATE TABLE backup_targets (
  id uuid PRIMARY KEY,
  place text NOT NULL,
  confirmed_by text,
  confirmed_at timestamptz,
  verified_at timestamptz
);
`;
