/**
 * What every pushed line cost and gave nothing for. A line holds its uid unless it stands in for another or clashes with one: an index says so,
 * where a table and its foreign key said it again. An id names one record, so it is the key by itself. A line is a little longer than what
 * PostgreSQL leaves as it is: compressing each was a third of its insertion. It is written as it was checked, and read as JSON where it is asked for.
 */
export const lighterIngest = `
DROP TABLE uids;
-- One group could once carry a uid twice. The first line was its holder; the others stand in for it.
UPDATE mutations m SET alias_dev = holder.dev, alias_n = holder.n
FROM (
  SELECT DISTINCT ON (uid) uid, dev, n FROM mutations WHERE alias_dev IS NULL AND rule IS DISTINCT FROM 'UID_CLASH'
  ORDER BY uid, received_at, dev, n
) holder
WHERE m.uid = holder.uid AND (m.dev, m.n) <> (holder.dev, holder.n) AND m.alias_dev IS NULL AND m.rule IS DISTINCT FROM 'UID_CLASH';
CREATE UNIQUE INDEX mutations_uid ON mutations (uid) WHERE alias_dev IS NULL AND rule IS DISTINCT FROM 'UID_CLASH';

ALTER TABLE records DROP CONSTRAINT records_pkey;
ALTER TABLE records ADD PRIMARY KEY (id);
DROP INDEX records_id;
CREATE INDEX records_few ON records (type) WHERE type NOT IN ('structure', 'fixture');

ALTER TABLE mutations ALTER COLUMN body TYPE text;
ALTER TABLE mutations ALTER COLUMN body SET STORAGE MAIN;
ALTER TABLE mutations SET (toast_tuple_target = 4080);
`;
