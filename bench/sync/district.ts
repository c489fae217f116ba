import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { User } from '#domain/identity.ts';
import { addUser, issueEnrollCode, keepSubdistrict } from '#server/repositories/people.ts';
import { type ServerProcess, startServerProcess } from '#server/testing/server-process.ts';
import { person } from '../store/person.ts';

/** A real server in a process of its own, on embedded PostgreSQL as it is shipped: fsync on. */
export interface BenchDistrict {
  server: ServerProcess;
  /** A one-time code for a device of this subdistrict, and the bench's person on it. */
  code(subdistrict: string): Promise<{ url: string; code: string; user: User }>;
  close(): Promise<void>;
}

export async function raiseDistrict(): Promise<BenchDistrict> {
  const folder = await mkdtemp(join(tmpdir(), 'chaihuan-bench-district-'));
  // PostgreSQL's own account must be able to walk to its data, also where this runs as root.
  await chmod(folder, 0o711);
  const server = await startServerProcess(join(folder, 'district'));
  return {
    server,
    async code(subdistrict) {
      const at = new Date();
      await keepSubdistrict(server.db, subdistrict, `街道${subdistrict}`, at);
      const user = await addUser(server.db, { name: person, roles: ['team', 'clerk'], subdistrict }, at);
      return { url: server.url, user, code: await issueEnrollCode(server.db, { subdistrict, users: [user.id] }, at) };
    },
    async close() {
      await server.end();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Nine digits: the subdistricts of a bench, one after another. */
export const subdistrictOf = (n: number) => String(320_613_001 + n);
