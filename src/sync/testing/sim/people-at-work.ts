import { hash } from 'node:crypto';
import type { RecordId, RecordType, Role, Sha256, User } from '#domain/identity.ts';
import { RecordId as Id } from '#domain/identity.ts';
import { type Json, type MutationDraft, schemaVersion } from '#domain/mutation.ts';
import type { Photo } from '#domain/photo.ts';
import type { MergeRecord } from '#domain/record.ts';
import { beginning, type Move, tried } from '#domain/testing/histories.ts';
import { draft, fixture, held, people, place, structure } from '#domain/testing/samples.ts';
import { World } from '#domain/testing/world.ts';
import type { Change } from '../../../renderer/store/save.ts';
import type { Chance } from './chance.ts';
import type { Device } from './device.ts';

const everybody = Object.values(people);

/** What a district starts from: the domain's own world of histories, and a building for its rooms. */
export function firstRecords(): MergeRecord[] {
  const building = { estate: '01900000-0000-7000-8000-000000000002', key: '1', label: '1幢', aliases: [], rooms: ['1-101', '1-102'] };
  return [held('building', place.building, building), ...beginning()];
}

const photoAt = '2026-03-02T08:15:00+08:00';

const weights = { history: 10, note: 14, structure: 3, fixture: 3, photo: 4, remove: 2, restore: 2, group: 3 } as const;

/** One thing somebody does at a device, from what its screen shows. What they may not do, the desk refuses. */
export async function work(device: Device, chance: Chance): Promise<void> {
  const seen = recordsSeen(device);
  const doing = chance.weighed(weights);
  switch (doing) {
    case 'history':
      return attempt(device, historyMove(seen, chance), chance);
    case 'note':
      return attempt(device, noteOn(seen, chance), chance);
    case 'group':
      return attempt(device, notesTogether(seen, chance), chance);
    case 'structure':
    case 'fixture':
      return attempt(device, { roles: ['team'], changes: [surveyed(doing, chance)] }, chance);
    case 'photo':
      return attempt(device, photoOf(device, seen, chance), chance);
    case 'remove':
    case 'restore':
      return removeOrRestore(device, doing, chance);
    default:
      return doing satisfies never;
  }
}

interface Attempt {
  roles: readonly Role[];
  changes: Change[];
}

const recordsKept = (device: Device): MergeRecord[] =>
  [...device.tables.view.all.values()].map((view) => ({ ...view, schema: schemaVersion }));

/** Living records as the device shows them. */
function recordsSeen(device: Device): MergeRecord[] {
  return recordsKept(device).filter(({ deleted }) => !deleted);
}

const able = (device: Device, roles: readonly Role[]) => device.users.filter((user) => user.roles.some((role) => roles.includes(role)));

async function attempt(device: Device, tries: Attempt | undefined, chance: Chance): Promise<void> {
  if (tries === undefined || tries.changes.length === 0) return;
  const user = chance.pick(able(device, tries.roles));
  if (user !== undefined) await device.save(user, tries.changes);
}

/** A step of a record's machine, a removal with its line, a return, a split: what people do of the domain. */
function historyMove(seen: readonly MergeRecord[], chance: Chance): Attempt | undefined {
  const kinds = { structure: 4, fixture: 2, operation: 2, remove: 4, return: 2, split: 1, line: 4 };
  const who = chance.pick(everybody) ?? people.zhang;
  const move: Move = { kind: chance.weighed(kinds), which: chance.below(1000), how: chance.below(1000), who, wild: false };
  const world = new World(seen);
  const { who: author, group } = tried(world, move, Id.parse(chance.newId()));
  return { roles: author.roles, changes: group.flatMap((one) => changeOf(world, one) ?? []) };
}

function changeOf(world: World, { op, type, id, set }: MutationDraft): Change | undefined {
  const values = Object.fromEntries(Object.entries(set).map(([field, change]) => [field, change.new]));
  if (op === 'create') return { op, type, id, fields: values as never };
  const before = world.record(id);
  return before && { op: 'patch', type, id, before: before.fields as never, rev: before.rev, set: values as never };
}

/** Every other time one of the two oldest: conflicts need two people at one record. */
function pickSurveyed(seen: readonly MergeRecord[], chance: Chance): MergeRecord | undefined {
  const open = seen.filter(({ type }) => type === 'structure' || type === 'fixture').sort((a, b) => (a.id < b.id ? -1 : 1));
  return chance.pick(chance.happens(0.6) ? open.slice(0, 2) : open);
}

function noteOn(seen: readonly MergeRecord[], chance: Chance): Attempt | undefined {
  const record = pickSurveyed(seen, chance);
  return record && { roles: ['team', 'community'], changes: [noted(record, chance)] };
}

/** Few words, so that two people now and then write the same. */
function noted({ type, id, fields, rev }: MergeRecord, chance: Chance): Change {
  const metres = 2 + chance.below(4) / 10;
  const size = type === 'structure' ? [{ heightM: metres }, { lengthM: metres }][chance.below(2)] : { projectionCm: 30 + chance.below(4) };
  const photos = [...(fields.photos as Json[]), { sha256: hash('sha256', chance.newId()), stage: 'BEFORE' }];
  // Nobody keeps a name from going from this list but the merge itself.
  const surveyors = [...(fields.surveyors as Json[]), { name: `何${chance.below(40)}`, user: null }].slice(-6);
  const note = `记${chance.below(40)}`;
  const set = [size, { photos }, { surveyors }, { note }, { note }][chance.below(5)];
  return { op: 'patch', type, id, before: fields as never, rev, set: set as never };
}

/** Two or three records in one save. */
function notesTogether(seen: readonly MergeRecord[], chance: Chance): Attempt | undefined {
  const chosen = new Map([1, 2, 3].flatMap(() => pickSurveyed(seen, chance) ?? []).map((record) => [record.id, record]));
  return chosen.size < 2
    ? undefined
    : { roles: ['team', 'community'], changes: [...chosen.values()].map((record) => noted(record, chance)) };
}

function surveyed(type: 'structure' | 'fixture', chance: Chance): Change {
  const id = Id.parse(chance.newId());
  const code = `CG-${id.slice(-6)}`;
  const room = chance.happens(0.5) ? '101' : '102';
  return type === 'structure'
    ? { op: 'create', type, id, fields: structure({ code }) }
    : { op: 'create', type, id, fields: fixture({ code, status: 'surveyed', place: { ...place, room }, positionLabel: code }) };
}

function photoOf(device: Device, seen: readonly MergeRecord[], chance: Chance): Attempt | undefined {
  const record = chance.pick(seen.filter(({ type }) => type === 'structure' || type === 'fixture'));
  const taker = chance.pick(able(device, ['team']));
  if (record === undefined || taker === undefined || device.diskFull) return undefined;
  const id = chance.newId();
  const sha256 = hash('sha256', id) as Sha256;
  device.disk.originals.add(sha256);
  const fields: Photo = {
    sha256,
    bytes: 10,
    width: 4,
    height: 3,
    mime: 'image/jpeg',
    stage: 'BEFORE',
    capturedAt: null,
    capturedSource: 'UNKNOWN',
    importedAt: photoAt,
    deviceId: device.dev,
    deviceName: device.name,
    clockOffsetMs: 0,
    gps: null,
    takenBy: taker.id,
    links: [{ type: record.type, id: record.id }],
    watermark: { place: '1幢', code: 'CG', stage: '前' },
  };
  return { roles: ['team'], changes: [{ op: 'create', type: 'photo', id: Id.parse(id), fields, photos: [sha256] }] };
}

async function removeOrRestore(device: Device, doing: 'remove' | 'restore', chance: Chance): Promise<void> {
  const types: RecordType[] = ['structure', 'fixture'];
  const views = recordsKept(device);
  const record = chance.pick(views.filter(({ type, deleted }) => types.includes(type) && deleted === (doing === 'restore')));
  const user = chance.pick(able(device, ['team']));
  if (record === undefined || user === undefined) return;
  const op = doing === 'remove' ? 'delete' : 'restore';
  const seen = doing === 'remove' ? structuredClone(record.fields) : {};
  await device.saveDrafts([await draftOf(device, op, record, user, chance, { seen })]);
}

async function draftOf(
  device: Device,
  op: MutationDraft['op'],
  { type, id, rev }: { type: RecordType; id: RecordId; rev: number },
  user: User,
  chance: Chance,
  change: Partial<MutationDraft>,
): Promise<MutationDraft> {
  return draft(op, type, id, user, { uid: chance.newId(), base: { rev }, at: await device.at(), ...change });
}
