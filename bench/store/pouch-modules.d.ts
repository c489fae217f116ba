// Neither package has types of its own; pouch.ts says what it uses of them.
declare module 'pouchdb-browser' {
  const PouchDB: unknown;
  export default PouchDB;
}
declare module 'pouchdb-find' {
  const plugin: unknown;
  export default plugin;
}
