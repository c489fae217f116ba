// Neither package has types of its own; pouch-server.ts says what it uses of them.
declare module 'pouchdb' {
  const PouchDB: { defaults(options: { prefix: string }): unknown };
  export default PouchDB;
}
declare module 'express-pouchdb' {
  import type { RequestListener } from 'node:http';
  export default function expressPouchDB(PouchDB: unknown, options: object): RequestListener;
}
