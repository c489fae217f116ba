/**
 * Structures and fixtures are most of what there is, and nobody looks for them by what they contain: they cost their place in the index with every
 * push and gave nothing back. Queries that use it repeat its condition, word for word.
 */
export const fieldsIndex = `
DROP INDEX records_fields;
CREATE INDEX records_fields ON records USING gin (fields jsonb_path_ops) WHERE type NOT IN ('structure', 'fixture');
`;
