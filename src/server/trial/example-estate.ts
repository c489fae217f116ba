import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import { chainHash, contentHash } from '#contract/canonical.ts';
import { type PushRequest, protocol, signedText } from '#contract/district-api.ts';
import type { Building, Estate, Household } from '#domain/estate.ts';
import { type RecordId, type RecordType, type Role, Sha256, type UserId } from '#domain/identity.ts';
import { type Fields, genesisHash, type Mutation, type MutationDraft, schemaVersion } from '#domain/mutation.ts';
import { examplePolicy } from '#domain/policy.ts';
import type { Parts } from '../parts.ts';
import { enrollDevice } from '../repositories/devices.ts';
import { addUser, issueEnrollCode, keepSubdistrict, listUsers } from '../repositories/people.ts';
import { createBoxKeys, createSignKeys, hashText, signText } from '../signing.ts';

const subdistrict = { code: '320613001', name: '城东街道' };

const people: { name: string; roles: Role[] }[] = [
  { name: '张伟', roles: ['team'] },
  { name: '李娜', roles: ['team'] },
  { name: '王芳', roles: ['reviewer'] },
  { name: '陈静', roles: ['community'] },
  { name: '赵敏', roles: ['clerk'] },
];

/** Who enters the example: neither granted to any other device, nor able to write again. */
const author = { name: '示例数据', roles: ['district', 'clerk'] satisfies Role[] };

/**
 * Puts the example into an empty server, through the same ingest as everything else. On a server that has it, only the people
 * are looked up. Answers the subdistrict and the ids of its example people.
 */
export async function seedExample(parts: Parts): Promise<{ subdistrict: string; users: UserId[] }> {
  const { db, now } = parts;
  await keepSubdistrict(db, subdistrict.code, subdistrict.name, now());
  for (const person of [...people, author]) {
    const known = await listUsers(db, subdistrict.code);
    if (!known.some(({ name }) => name === person.name)) await addUser(db, { ...person, subdistrict: subdistrict.code }, now());
  }
  const users = await listUsers(db, subdistrict.code);
  const policy = await db.selectFrom('records').select('id').where('type', '=', 'policy').executeTakeFirst();
  const writer = users.find(({ name }) => name === author.name);
  if (policy === undefined && writer !== undefined) await pushExample(parts, writer.id);
  return { subdistrict: subdistrict.code, users: users.filter(({ id }) => id !== writer?.id).map(({ id }) => id) };
}

/** One device of one batch: it enrolls, pushes and is revoked, and its key is forgotten. */
async function pushExample({ db, identity, ingest, now }: Parts, user: UserId): Promise<void> {
  const [sign, box] = [createSignKeys(), createBoxKeys()];
  const code = await issueEnrollCode(db, { subdistrict: subdistrict.code, users: [user] }, now());
  const device = await enrollDevice(
    db,
    {
      code,
      name: author.name,
      proof: signText(sign.privateKey, signedText.enroll(code)),
      signKey: sign.publicKey.toString('base64url'),
      boxKey: box.publicKey.toString('base64url'),
    },
    now(),
  );
  const muts: Mutation[] = [];
  for (const draft of draftsOf(user, now().toISOString())) muts.push(chain(draft, device.dev, muts.at(-1)));
  const sig = signText(sign.privateKey, signedText.push(muts.at(-1)?.h ?? ''));
  const push: PushRequest = { p: protocol, batch: uuidv4(), dev: device.dev, epoch: identity.epoch, from: 1, to: muts.length, muts, sig };
  const { results } = await ingest(push);
  const refused = results.find(({ outcome }) => outcome !== 'applied');
  if (refused !== undefined) throw new Error(`example record ${refused.n}: ${refused.outcome} ${refused.rule ?? ''}`);
  await db.updateTable('devices').set({ revoked_at: now() }).where('dev', '=', device.dev).execute();
}

function chain(draft: MutationDraft, dev: Mutation['dev'], before: Mutation | undefined): Mutation {
  const link = {
    dev,
    n: (before?.n ?? 0) + 1,
    prev: before?.h ?? genesisHash,
    c: Sha256.parse(contentHash(draft, hashText)),
  };
  return { ...draft, ...link, h: Sha256.parse(chainHash(link, hashText)) };
}

function draftsOf(user: UserId, wall: string): MutationDraft[] {
  const boot = uuidv4();
  return exampleRecords().map(({ type, id, fields }) => ({
    uid: uuidv7(),
    g: null,
    op: 'create',
    type,
    id,
    base: { rev: 0 },
    set: Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, { old: null, new: value }])),
    seen: {},
    conflict: null,
    photos: { add: [], remove: [] },
    user,
    schema: schemaVersion,
    app: 'server',
    at: { wall, monoMs: 0, boot, offMs: 0 },
  }));
}

interface ExampleRecord {
  type: RecordType;
  id: RecordId;
  fields: Fields;
}

/** The example policy, one estate of three buildings, and a few households. */
function exampleRecords(): ExampleRecord[] {
  const estate: Estate = { name: '城东示例小区', code: 'SL', neighborhood: '示例社区', subdistrict: subdistrict.name };
  const estateRecord = record('estate', estate);
  const buildings = ['1', '2', '3'].map((key) => record('building', exampleBuilding(estateRecord.id, key)));
  const households = buildings.flatMap(({ id }, index) => exampleHouseholds(id, index).map((household) => record('household', household)));
  return [record('policy', examplePolicy), estateRecord, ...buildings, ...households];
}

function record(type: RecordType, fields: object): ExampleRecord {
  return { type, id: uuidv7() as RecordId, fields: fields as Fields };
}

function exampleBuilding(estate: RecordId, key: string): Building {
  const rooms = ['1', '2'].flatMap((unit) => ['101', '102', '201', '202', '301', '302'].map((room) => `${unit}-${room}`));
  return { estate, key, label: `${key}幢`, aliases: [], rooms };
}

/** Numbers from a range that is given to nobody. */
function exampleHouseholds(building: RecordId, index: number): Household[] {
  return ['示例住户甲', '示例住户乙'].map((contactName, position) => ({
    building,
    unit: '1',
    room: position === 0 ? '101' : '202',
    contactName,
    phone: `1000000${String(index * 2 + position).padStart(4, '0')}`,
    occupancy: 'OWNER',
    from: null,
    to: null,
    ownerReachable: true,
    accommodation: null,
    note: '示例数据',
    source: null,
  }));
}
