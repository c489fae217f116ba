import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import { chainHash, contentHash } from '#contract/canonical.ts';
import { type PushRequest, protocol, signedText } from '#contract/district-api.ts';
import { type RecordId, type RecordType, type Role, Sha256, type UserId } from '#domain/identity.ts';
import { type Fields, genesisHash, type Mutation, type MutationDraft, schemaVersion } from '#domain/mutation.ts';
import type { Parts } from './parts.ts';
import { enrollDevice } from './repositories/devices.ts';
import { addUser, issueEnrollCode, listUsers } from './repositories/people.ts';
import { createBoxKeys, createSignKeys, hashText, signText } from './signing.ts';

/** Who enters what the server itself begins with: granted to no other device, and unable to write again. */
const author = { name: '系统', roles: ['district', 'clerk'] satisfies Role[] };

export interface NewRecord {
  type: RecordType;
  id: RecordId;
  fields: Fields;
}

export function newRecord(type: RecordType, fields: object): NewRecord {
  return { type, id: uuidv7() as RecordId, fields: fields as Fields };
}

/** People of a subdistrict, without the server's own author. */
export async function peopleOf(parts: Pick<Parts, 'db'>, subdistrict: string) {
  return (await listUsers(parts.db, subdistrict)).filter(({ name }) => name !== author.name);
}

/** Puts records into a subdistrict through the same ingest as everything else. */
export async function pushRecords(parts: Parts, subdistrict: string, records: readonly NewRecord[]): Promise<void> {
  const { db, now } = parts;
  const known = (await listUsers(db, subdistrict)).find(({ name }) => name === author.name);
  const writer = known ?? (await addUser(db, { ...author, subdistrict }, now()));
  await pushAs(
    parts,
    subdistrict,
    writer.id,
    records.map((record) => [record]),
  );
}

/** One device of one batch: it enrolls, pushes groups of new records in one person's name, each all or none, and is revoked; its key is forgotten. */
export async function pushAs(
  { db, identity, ingest, now }: Pick<Parts, 'db' | 'identity' | 'ingest' | 'now'>,
  subdistrict: string,
  user: UserId,
  groups: readonly (readonly NewRecord[])[],
): Promise<void> {
  const [sign, box] = [createSignKeys(), createBoxKeys()];
  const code = await issueEnrollCode(db, { subdistrict, users: [user] }, now());
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
  for (const draft of draftsOf(groups, user, now().toISOString())) muts.push(chain(draft, device.dev, muts.at(-1)));
  const sig = signText(sign.privateKey, signedText.push(muts.at(-1)?.h ?? ''));
  const push: PushRequest = { p: protocol, batch: uuidv4(), dev: device.dev, epoch: identity.epoch, from: 1, to: muts.length, muts, sig };
  const { results } = await ingest(push);
  const refused = results.find(({ outcome }) => outcome !== 'applied');
  if (refused !== undefined) throw new Error(`record ${refused.n}: ${refused.outcome} ${refused.rule ?? ''}`);
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

function draftsOf(groups: readonly (readonly NewRecord[])[], user: UserId, wall: string): MutationDraft[] {
  const boot = uuidv4();
  const draft = ({ type, id, fields }: NewRecord, g: string | null): MutationDraft => ({
    uid: uuidv7(),
    g,
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
  });
  return groups.flatMap((group) => {
    const g = group.length > 1 ? uuidv4() : null;
    return group.map((record) => draft(record, g));
  });
}
