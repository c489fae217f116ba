import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openParts, type RunningServer, startServer } from '#server/listen.ts';
import { issueEnrollCode } from '#server/repositories/people.ts';
import { seedExample } from '#server/trial/example-estate.ts';
import type { DeskWindow, OpenDesk } from './desks.ts';

/** A district and its desks, all real: embedded PostgreSQL, folder blob store, the shells people use. */
export interface Stage<D extends DeskWindow = DeskWindow> {
  districtFolder: string;
  /** Where desks know the server: the same before and after it was away. */
  serverUrl: string;
  enrollCode(): Promise<string>;
  openDesk(name: string): Promise<D>;
  /** The server goes away: nothing answers at its address until it is back. */
  cut(): Promise<void>;
  restore(): Promise<void>;
  close(): Promise<void>;
}

export async function openStage<D extends DeskWindow>(open: OpenDesk<D>): Promise<Stage<D>> {
  const folder = await mkdtemp(join(tmpdir(), 'chaihuan-stage-'));
  // PostgreSQL's own account must be able to walk to its data, also where this runs as root.
  await chmod(folder, 0o711);
  const districtFolder = join(folder, 'district');
  const desks: D[] = [];
  let district: RunningServer | undefined = await startServer({ dataFolder: districtFolder, port: 0, quiet: true });
  const serverUrl = district.url;
  const { subdistrict, users } = await seedExample(await openParts(district.db, { dataFolder: districtFolder }));

  async function cut(): Promise<void> {
    await district?.close();
    district = undefined;
  }

  return {
    districtFolder,
    serverUrl,
    async enrollCode() {
      if (district === undefined) throw new Error('the server is away');
      return issueEnrollCode(district.db, { subdistrict, users }, new Date());
    },
    async openDesk(name) {
      const desk = await open(join(folder, name));
      desks.push(desk);
      return desk;
    },
    cut,
    async restore() {
      district = await startServer({ dataFolder: districtFolder, port: Number(new URL(serverUrl).port), quiet: true });
    },
    async close() {
      for (const desk of desks) await desk.close();
      await cut();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
