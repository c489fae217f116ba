import type { DBCore, DBCoreCursor, DBCoreTable, DBCoreTransaction, Middleware } from 'dexie';
import type { Seal } from './seal.ts';
import { closeRow, openRow, type Row, rowSealings } from './sealed-rows.ts';

/** Beneath all of Dexie's own layers (its lowest is -1): its caches, live queries and hooks see rows as the store knows them. */
const level = -2;

/** Seals on the way into the database and opens on the way out, so that nothing else of the store knows of it. */
export function sealing(seal: Seal): Middleware<DBCore> {
  return {
    stack: 'dbcore',
    name: 'sealing',
    level,
    create: (core) => ({
      ...core,
      table: (name) => (rowSealings[name] === undefined ? core.table(name) : sealedTable(core.table(name), seal)),
    }),
  };
}

function sealedTable(table: DBCoreTable, seal: Seal): DBCoreTable {
  const keyOf = (row: Row) => table.schema.primaryKey.extractKey?.(row);
  const close = (row: Row) => closeRow(seal, table.name, keyOf(row), row);
  /** Only an upgrade meets rows of before there were seals. */
  const opener = (transaction: DBCoreTransaction) => {
    const old = native(transaction).mode === 'versionchange';
    return (row: Row | undefined) => (row === undefined ? undefined : openRow(seal, table.name, keyOf(row), row, old));
  };
  return {
    ...table,
    mutate: (request) =>
      table.mutate(request.type === 'add' || request.type === 'put' ? { ...request, values: request.values.map(close) } : request),
    get: (request) => table.get(request).then(opener(request.trans)),
    getMany: (request) => table.getMany(request).then((rows) => rows.map(opener(request.trans))),
    query: (request) =>
      request.values
        ? table.query(request).then((response) => ({ ...response, result: response.result.map(opener(request.trans)) }))
        : table.query(request),
    openCursor: (request) =>
      table.openCursor(request).then((cursor) => (cursor && request.values ? openedCursor(cursor, opener(request.trans)) : cursor)),
  };
}

const native = (transaction: DBCoreTransaction) => transaction as unknown as IDBTransaction; // at this level it is the database's own

/** A cursor whose values come opened, each once. Its methods are bound to the cursor they belong to: this only stands before it. */
function openedCursor(cursor: DBCoreCursor, open: (row: Row) => Row | undefined): DBCoreCursor {
  let last: Row | undefined;
  let opened: Row | undefined;
  const value = () => {
    if (cursor.value !== last) opened = open(cursor.value);
    last = cursor.value;
    return opened;
  };
  return Object.create(cursor, {
    key: { get: () => cursor.key },
    primaryKey: { get: () => cursor.primaryKey },
    value: { get: value },
  });
}
