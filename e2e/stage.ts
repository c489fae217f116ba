import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UserId } from '#domain/identity.ts';
import { importStick } from '#server/commands/import-stick.ts';
import { openParts, type RunningServer, startServer } from '#server/listen.ts';
import { issuePassword } from '#server/repositories/accounts.ts';
import { endGrants, listDevices, revokeDevice } from '#server/repositories/device-admin.ts';
import { issueEnrollCode } from '#server/repositories/people.ts';
import { type NewRecord, peopleOf, pushAs, pushRecords } from '#server/system-author.ts';
import { seedExample } from '#server/trial/example-estate.ts';
import type { DeskWindow, OpenDesk } from './desks.ts';
import { layDownDistrict } from './seeded-district.ts';

/** A district and its desks, all real: embedded PostgreSQL, folder blob store, the shells people use. */
export interface Stage<D extends DeskWindow = DeskWindow> {
  districtFolder: string;
  /** Where desks know the server: the same before and after it was away. */
  serverUrl: string;
  enrollCode(): Promise<string>;
  openDesk(name: string): Promise<D>;
  /** What another tablet brings in somebody's name, through the same ingest: groups of new records, each all or none, made from what is there. */
  bring(name: string, make: (there: NewRecord[], author: { id: UserId; name: string }) => NewRecord[][]): Promise<void>;
  /** What the district itself puts there: a policy. */
  issue(records: readonly NewRecord[]): Promise<void>;
  /** The office takes in a stick and writes its answers beside what lay there. */
  takeStick(folder: string): Promise<void>;
  /** Somebody works here no more: every grant they have ends. */
  endGrants(name: string): Promise<void>;
  /** Somebody of the district's bureau gets an account: its one-time password. */
  openAccount(name: string): Promise<string>;
  /** A tablet is reported lost. */
  revoke(device: string): Promise<void>;
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
  await layDownDistrict(districtFolder);
  let district: RunningServer | undefined = await startServer({ dataFolder: districtFolder, port: 0, quiet: true });
  const serverUrl = district.url;
  const { subdistrict, users } = await seedExample(await openParts(district.db, { dataFolder: districtFolder }));

  async function cut(): Promise<void> {
    await district?.close();
    district = undefined;
  }

  async function personOf(parts: Awaited<ReturnType<typeof openParts>>, name: string) {
    const person = (await peopleOf(parts, subdistrict)).find((one) => one.name === name);
    if (person === undefined) throw new Error(`nobody is called ${name}`);
    return person;
  }

  return {
    districtFolder,
    serverUrl,
    async enrollCode() {
      if (district === undefined) throw new Error('the server is away');
      return issueEnrollCode(district.db, { subdistrict, users }, new Date());
    },
    async bring(name, make) {
      if (district === undefined) throw new Error('the server is away');
      const parts = await openParts(district.db, { dataFolder: districtFolder });
      const author = await personOf(parts, name);
      const there = await district.db.selectFrom('records').select(['id', 'type', 'fields']).where('deleted', '=', false).execute();
      await pushAs(parts, subdistrict, author.id, make(there as NewRecord[], author));
    },
    async issue(records) {
      if (district === undefined) throw new Error('the server is away');
      await pushRecords(await openParts(district.db, { dataFolder: districtFolder }), subdistrict, records);
    },
    async takeStick(stick) {
      if (district === undefined) throw new Error('the server is away');
      await importStick(await openParts(district.db, { dataFolder: districtFolder }), stick);
    },
    async endGrants(name) {
      if (district === undefined) throw new Error('the server is away');
      const person = await personOf(await openParts(district.db, { dataFolder: districtFolder }), name);
      await endGrants(district.db, person.id, undefined, new Date());
    },
    async openAccount(name) {
      if (district === undefined) throw new Error('the server is away');
      return issuePassword(district.db, name, 'district', new Date());
    },
    async revoke(device) {
      if (district === undefined) throw new Error('the server is away');
      const found = (await listDevices(district.db)).find(({ name }) => name === device);
      if (found === undefined) throw new Error(`no device is called ${device}`);
      await revokeDevice(district.db, found.dev, new Date());
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
