import { randomUUID } from 'node:crypto';
import { open } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

// tsx bench/sync/put-server.ts FOLDER
// The least that keeps a photo: each PUT is a file, answered when it is fsynced. It ends with its input.
const folder = process.argv[2] ?? '';

const server = createServer(async (request, response) => {
  const file = await open(join(folder, randomUUID()), 'wx');
  for await (const chunk of request) await file.writeFile(chunk as Buffer);
  await file.sync();
  await file.close();
  response.end();
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.stdin.on('end', () => process.exit()).resume();
