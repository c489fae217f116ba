/** An id names one record, whatever its type: ingest looks records up by it alone. */
export const recordIds = `
CREATE INDEX records_id ON records (id);
`;
