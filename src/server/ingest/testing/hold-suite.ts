import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import type { PushReply } from '#contract/district-api.ts';
import type { RecordId, RecordType, User, UserId } from '#domain/identity.ts';
import type { MutationDraft } from '#domain/mutation.ts';
import { fixture } from '#domain/testing/samples.ts';
import type { HoldVerdict } from '#domain/verdict.ts';
import { buildingFields, newRecordId, type TestDevice } from '../../testing/test-device.ts';
import type { Ingest } from '../ingest.ts';
import type { StoredHold } from '../ingest-store.ts';
import type { IngestBench } from './ingest-bench.ts';

/** What the laws of holds need of the suite around them; the bench is open once a test runs. */
export interface HoldParts {
  bench(): IngestBench;
  ingest: Ingest;
  /** The newest id that ingest drew: a hold's, where a change that is held has neither group nor conflict. */
  newestId(): string;
  admitted(options?: { revoked?: boolean }, user?: User): Promise<TestDevice>;
  outcomes(reply: Promise<PushReply>): Promise<string[]>;
}

const release = (amend: Extract<HoldVerdict, { kind: 'release' }>['amend'] = {}): HoldVerdict => ({
  kind: 'release',
  reason: '已核实',
  amend,
});
const rejection: HoldVerdict = { kind: 'reject', reason: '重复登记' };

/** Clerks release, amend and reject what waits, whole; nothing is applied by halves [P8], and replays say the same. */
export function holdSuite({ bench, ingest, newestId, admitted, outcomes }: HoldParts): void {
  function say(
    device: TestDevice,
    hold: string,
    about: { type?: RecordType; id: RecordId },
    verdict: HoldVerdict,
    g: string | null = null,
  ) {
    const change: Partial<MutationDraft> = { op: 'resolve', conflict: hold, verdict, g, type: about.type ?? 'building' };
    return ingest(device.push(device.write(device.patch('building', about.id, {}, change))));
  }

  async function holdOf(device: TestDevice, id: string): Promise<StoredHold | undefined> {
    const found = await bench().store.exclusively(device.dev, (feed) => feed.readHolds([id], []));
    return found[0];
  }

  const building = async (id: string) => (await bench().find('building', id))?.record;

  /** Two desks; the second's group makes a building and changes one that the first has changed meanwhile: parked. */
  async function parkedGroup() {
    const [clerk, other] = [await admitted(), await admitted()];
    const [id, fresh, g] = [newRecordId(), newRecordId(), uuidv4()];
    await ingest(clerk.push(clerk.write(clerk.create('building', id, buildingFields('1')))));
    await ingest(clerk.push(clerk.write(clerk.patch('building', id, { label: ['1幢', '甲幢'] }))));
    const lines = other.write(
      other.create('building', fresh, buildingFields('2'), { g }),
      other.patch('building', id, { label: ['1幢', '乙幢'] }, { g }),
      other.patch('building', fresh, { label: ['2幢', '二幢'] }),
    );
    const reply = await ingest(other.push(lines));
    expect(reply.results.map(({ outcome }) => outcome)).toEqual(['conflict', 'conflict', 'conflict']);
    return { clerk, other, id, fresh, g, lines };
  }

  test('P8 a parked group is released whole, with the value that a person chose, and what waited behind it follows', async () => {
    const { clerk, id, fresh, g, lines } = await parkedGroup();
    const amend = { [lines[1]?.uid ?? '']: { label: { old: '甲幢', new: '乙幢' } } };
    expect(await outcomes(say(clerk, g, { id }, release(amend)))).toEqual(['applied']);
    expect(await building(id)).toMatchObject({ openConflicts: 0, fields: { label: '乙幢' } });
    expect(await building(fresh)).toMatchObject({ fields: { label: '二幢' } });
    expect(await holdOf(clerk, g)).toMatchObject({ open: false, state: 'released', members: [] });
    const later = clerk.write(clerk.patch('building', fresh, { label: ['二幢', '贰幢'] }));
    expect(await outcomes(ingest(clerk.push(later)))).toEqual(['applied']);
  });

  test('P8 what still breaks a rule stays parked whole, says which, and says it again on replay', async () => {
    const { clerk, id, fresh, g } = await parkedGroup();
    const push = clerk.push(clerk.write(clerk.patch('building', id, {}, { op: 'resolve', conflict: g, verdict: release() })));
    const first = await ingest(push);
    expect(first.results[0]).toMatchObject({ outcome: 'conflict', rule: 'FIELD', conflictId: g, rowSeq: 0 });
    expect(await building(id)).toMatchObject({ openConflicts: 1, fields: { label: '甲幢' } });
    expect(await building(fresh)).toBeUndefined();
    expect(JSON.stringify(await ingest(push))).toBe(JSON.stringify(first));
    expect(await holdOf(clerk, g)).toMatchObject({ open: true, members: [{}, {}] });
  });

  test('P2 a value that moved after the clerk saw it is not overwritten: the group stays parked', async () => {
    const { clerk, id, g, lines } = await parkedGroup();
    await ingest(clerk.push(clerk.write(clerk.patch('building', id, { label: ['甲幢', '丙幢'] }))));
    const amend = { [lines[1]?.uid ?? '']: { label: { old: '甲幢', new: '乙幢' } } };
    expect(await outcomes(say(clerk, g, { id }, release(amend)))).toEqual(['conflict FIELD']);
    expect(await building(id)).toMatchObject({ fields: { label: '丙幢' } });
  });

  test('P8 a rejected group leaves nothing, with a reason, and takes along what waited behind it', async () => {
    const { clerk, other, id, fresh, g } = await parkedGroup();
    expect(await outcomes(say(clerk, g, { id }, rejection))).toEqual(['applied']);
    expect(await building(id)).toMatchObject({ openConflicts: 0, fields: { label: '甲幢' } });
    expect(await building(fresh)).toBeUndefined();
    expect(await holdOf(clerk, g)).toMatchObject({ open: false, state: 'rejected' });
    const later = other.write(other.patch('building', fresh, { label: ['2幢', '贰幢'] }));
    expect(await outcomes(ingest(other.push(later)))).toEqual(['conflict NO_RECORD']);
  });

  test('what waits behind two records of one decision is decided once, and lowers what its record shows once', async () => {
    const { clerk, other, id, fresh, g } = await parkedGroup();
    const [second, between, last] = [newRecordId(), uuidv4(), uuidv4()];
    const lines = other.write(
      other.create('building', second, buildingFields('6'), { g: between }),
      other.patch('building', fresh, { label: ['二幢', '贰幢'] }, { g: between }),
      other.patch('building', fresh, { label: ['贰幢', '两幢'] }, { g: last }),
      other.patch('building', second, { label: ['6幢', '六幢'] }, { g: last }),
      other.patch('building', id, { label: ['1幢', '丁幢'] }, { g: last }),
      other.patch('building', id, { label: ['1幢', '戊幢'] }),
    );
    await ingest(other.push(lines));
    expect(await building(id)).toMatchObject({ openConflicts: 3 });
    expect(await outcomes(say(clerk, g, { id }, rejection))).toEqual(['applied']);
    expect([await holdOf(clerk, between), await holdOf(clerk, last)]).toMatchObject([{ state: 'rejected' }, { state: 'rejected' }]);
    expect(await building(id)).toMatchObject({ openConflicts: 1 });
  });

  test('one decided already: the same again is nothing new, anything else changes nothing', async () => {
    const { clerk, other, id, g } = await parkedGroup();
    expect(await outcomes(say(clerk, g, { id }, rejection))).toEqual(['applied']);
    expect(await outcomes(say(other, g, { id }, rejection))).toEqual(['noop']);
    expect(await outcomes(say(other, g, { id }, release()))).toEqual(['conflict RESOLVE_STALE']);
    expect(await holdOf(clerk, g)).toMatchObject({ open: false, state: 'rejected' });
  });

  test('a quarantined change is put right by a clerk and applied, as theirs who put it right', async () => {
    const clerk = await admitted();
    const id = newRecordId();
    const lines = clerk.write(clerk.create('building', id, { ...buildingFields('3'), key: '' }));
    expect(await outcomes(ingest(clerk.push(lines)))).toEqual(['quarantined SCHEMA']);
    const hold = newestId();
    expect(await outcomes(say(clerk, hold, { id }, release()))).toEqual(['conflict SCHEMA']);
    const amend = { [lines[0]?.uid ?? '']: { key: { old: null, new: '3' } } };
    expect(await outcomes(say(clerk, hold, { id }, release(amend)))).toEqual(['applied']);
    expect(await building(id)).toMatchObject({ rev: 1, fields: { key: '3' } });
  });

  test('a clerk writes nothing that only others may: their word in a change asks their own roles', async () => {
    const team: User = { id: uuidv7() as UserId, name: '张伟', roles: ['team'] };
    const [clerk, tablet] = [await admitted(), await admitted({}, team)];
    const id = newRecordId();
    const lines = tablet.write(tablet.create('fixture', id, { ...fixture({ status: 'surveyed' }), qty: 0 }));
    expect(await outcomes(ingest(tablet.push(lines)))).toEqual(['quarantined SCHEMA']);
    const amend = { [lines[0]?.uid ?? '']: { qty: { old: null, new: 2 } } };
    expect(await outcomes(say(clerk, newestId(), { id, type: 'fixture' }, release(amend)))).toEqual(['conflict ROLE']);
    expect(await bench().find('fixture', id)).toBeUndefined();
  });

  test('work of a revoked device is released as its author’s act', async () => {
    const [clerk, lost] = [await admitted(), await admitted({ revoked: true })];
    const id = newRecordId();
    expect(await outcomes(ingest(lost.push(lost.write(lost.create('building', id, buildingFields('4'))))))).toEqual([
      'quarantined NO_GRANT',
    ]);
    expect(await outcomes(say(clerk, newestId(), { id }, release()))).toEqual(['applied']);
    expect(await building(id)).toMatchObject({ fields: { key: '4' } });
  });

  test('[H4] only clerk and reviewer decide, never in bulk, and only what there is', async () => {
    const { id, g } = await parkedGroup();
    const team = await admitted({}, { id: uuidv7() as UserId, name: '李芳', roles: ['team'] });
    expect(await outcomes(say(team, g, { id }, rejection))).toEqual(['quarantined ROLE']);
    const clerk = await admitted();
    expect(await outcomes(say(clerk, g, { id }, rejection, uuidv4()))).toEqual(['quarantined RESOLVE_ALONE']);
    expect(await outcomes(say(clerk, uuidv4(), { id }, rejection))).toEqual(['quarantined NO_CONFLICT']);
    expect(await outcomes(say(clerk, g, { id: newRecordId() }, rejection))).toEqual(['quarantined NO_CONFLICT']);
    expect(await holdOf(clerk, g)).toMatchObject({ open: true });
  });

  test('[H4] 退回核实: given back to somebody by a day, who answers; anybody else does not, and nothing of the record changes', async () => {
    const { clerk, id, g } = await parkedGroup();
    const before = await building(id);
    const surveyor = await admitted({}, { id: uuidv7() as UserId, name: '陈勇', roles: ['team'] });
    const given: HoldVerdict = { kind: 'return', to: surveyor.user.id, due: '2026-03-09', reason: '请到现场再看' };
    expect(await outcomes(say(clerk, g, { id }, given))).toEqual(['applied']);
    expect(await holdOf(clerk, g)).toMatchObject({ open: true, assignee: surveyor.user.id });
    const answer: HoldVerdict = { kind: 'answer', reason: '现场是乙幢' };
    const other = await admitted({}, { id: uuidv7() as UserId, name: '周强', roles: ['team'] });
    expect(await outcomes(say(other, g, { id }, answer))).toEqual(['quarantined ROLE']);
    expect(await outcomes(say(surveyor, g, { id }, answer))).toEqual(['applied']);
    expect(await outcomes(say(clerk, g, { id }, { ...given, to: uuidv7() as UserId }))).toEqual(['quarantined SCHEMA']);
    expect(await building(id)).toEqual(before);
  });

  test('the server’s value chosen for the one conflict of a group leaves the rest of it waiting, to be released', async () => {
    const { clerk, id, fresh, g } = await parkedGroup();
    const conflict = (await holdOf(clerk, g))?.members.find((member) => member.conflict !== undefined)?.conflict ?? '';
    const choice = clerk.patch('building', id, { label: ['甲幢', '甲幢'] }, { op: 'resolve', conflict, seen: { label: '甲幢' } });
    expect(await outcomes(ingest(clerk.push(clerk.write(choice))))).toEqual(['applied']);
    expect(await holdOf(clerk, g)).toMatchObject({ open: true, members: [{ mutation: { id: fresh } }] });
    expect(await outcomes(say(clerk, g, { id: fresh }, release()))).toEqual(['applied']);
    expect(await building(fresh)).toMatchObject({ fields: { label: '二幢' } });
  });

  test('a refused creation is made, or dropped, by a choice between nothing and its values', async () => {
    const [one, two] = [await admitted(), await admitted()];
    const [id, estate] = [newRecordId(), newRecordId()];
    await ingest(one.push(one.write(one.create('building', newRecordId(), buildingFields('5', estate)))));
    const lines = two.write(two.create('building', id, buildingFields('5', estate)));
    const reply = await ingest(two.push(lines));
    expect(reply.results[0]).toMatchObject({ outcome: 'conflict', rule: 'ADDRESS_TAKEN' });
    const nothing = Object.fromEntries(Object.keys(buildingFields('5')).map((field) => [field, { old: null, new: null }]));
    const conflict = reply.results[0]?.conflictId ?? '';
    const drop = one.patch('building', id, {}, { op: 'resolve', conflict, set: nothing });
    expect(await outcomes(ingest(one.push(one.write(drop))))).toEqual(['noop']);
    expect(await holdOf(one, conflict)).toMatchObject({ open: false, state: 'resolved' });
  });
}
