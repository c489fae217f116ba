import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize, sep } from 'node:path';
import expressPouchDB from 'express-pouchdb';
import PouchDB from 'pouchdb';

// tsx bench/sync/pouch-server.ts FOLDER PAGES
// pouchdb-server's parts in a process of their own: express-pouchdb over PouchDB's default adapter, LevelDB, in FOLDER, with as little
// beside replication as it has. The bench's pages lie below /bench, so that they are of its origin. It ends with its input.
const [folder = '', pages = ''] = process.argv.slice(2);
const databases = expressPouchDB(PouchDB.defaults({ prefix: folder + sep }), {
  mode: 'minimumForPouchDB',
  inMemoryConfig: true,
  logPath: join(folder, 'log.txt'),
});

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' };

const server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  if (!path.startsWith('/bench/')) return databases(request, response);
  const ending = /\.\w+$/.exec(path)?.[0] ?? '';
  response.setHeader('content-type', types[ending] ?? 'application/octet-stream');
  createReadStream(join(pages, normalize(path)))
    .on('error', () => response.writeHead(404).end())
    .pipe(response);
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.stdin.on('end', () => process.exit()).resume();
