/**
 * What waits for a person, in one place: a \`hold\` is what one decision is about (a change, or a whole group), \`held\` its changes. Takes the
 * place of \`quarantine\`, which knew neither groups nor what was parked with them. \`seq\` is the hold's place in the feed: devices follow it.
 */
export const holds = `
CREATE TABLE holds (
  id uuid PRIMARY KEY,
  subdistrict text NOT NULL REFERENCES subdistricts,
  dev uuid NOT NULL REFERENCES devices,
  seq bigint NOT NULL UNIQUE,
  opened_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'held',
  assignee uuid,
  notes jsonb NOT NULL DEFAULT '[]',
  decided_at timestamptz,
  decided_by uuid,
  reason text
);
CREATE INDEX holds_feed ON holds (subdistrict, seq);
CREATE INDEX holds_of_device ON holds (dev, seq);
CREATE INDEX holds_of_assignee ON holds (assignee, seq) WHERE assignee IS NOT NULL;

-- \`rule\` and \`fields\` as they stand now; what the device was told stays in \`mutations\`.
CREATE TABLE held (
  dev uuid NOT NULL,
  n bigint NOT NULL,
  hold uuid NOT NULL REFERENCES holds,
  record_id uuid NOT NULL,
  op text NOT NULL,
  outcome text NOT NULL,
  rule text NOT NULL,
  fields json,
  state text NOT NULL DEFAULT 'held',
  PRIMARY KEY (dev, n),
  FOREIGN KEY (dev, n) REFERENCES mutations
);
CREATE INDEX held_of_hold ON held (hold);
CREATE INDEX held_records ON held (record_id) WHERE state = 'held';

-- Who wrote what stands is asked of the log.
CREATE INDEX mutations_of_record ON mutations (record_id, row_seq) WHERE outcome = 'applied';

-- Which photos a device's records name, without a walk over all it wrote.
CREATE INDEX mutations_with_photos ON mutations (dev) WHERE photos <> '{}';

CREATE TEMPORARY TABLE waiting ON COMMIT DROP AS
  SELECT m.*, d.subdistrict, c.fields, coalesce(m.g, c.id, gen_random_uuid()) AS hold,
    CASE WHEN c.closed_at IS NOT NULL THEN 'resolved' WHEN q.released_at IS NOT NULL THEN 'released' ELSE 'held' END AS state,
    coalesce(c.closed_at, q.released_at) AS decided_at
  FROM mutations m JOIN devices d ON d.dev = m.dev
  LEFT JOIN conflicts c ON c.dev = m.dev AND c.n = m.n
  LEFT JOIN quarantine q ON q.dev = m.dev AND q.n = m.n
  WHERE m.outcome IN ('conflict', 'quarantined') AND m.alias_dev IS NULL
    AND NOT (m.op = 'resolve' AND m.outcome = 'conflict' AND m.g IS NULL AND c.id IS NULL);

INSERT INTO holds (id, subdistrict, dev, seq, opened_at, state, decided_at)
  SELECT hold, min(subdistrict), (array_agg(dev ORDER BY n))[1], (SELECT seq FROM feed_head) + row_number() OVER (ORDER BY min(received_at), hold),
    min(received_at), CASE WHEN bool_or(state = 'held') THEN 'held' ELSE min(state) END,
    CASE WHEN bool_or(state = 'held') THEN NULL ELSE max(decided_at) END
  FROM waiting GROUP BY hold;
INSERT INTO held (dev, n, hold, record_id, op, outcome, rule, fields, state)
  SELECT dev, n, hold, record_id, op, outcome, coalesce(rule, 'SCHEMA'), fields, state FROM waiting;
UPDATE feed_head SET seq = greatest(seq, (SELECT coalesce(max(seq), 0) FROM holds));

DROP TABLE quarantine;
DROP INDEX mutations_parked_record;
DROP INDEX mutations_parked_group;
`;
