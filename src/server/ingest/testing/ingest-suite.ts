import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PushReply } from '#contract/district-api.ts';
import { entitlementIdOf, type User, type UserId } from '#domain/identity.ts';
import { examplePolicy } from '#domain/policy.ts';
import { entitlement, fixture, removal } from '#domain/testing/samples.ts';
import { hashText, verifyText } from '../../signing.ts';
import { buildingFields, newRecordId, TestDevice } from '../../testing/test-device.ts';
import { createIngest, type Ingest } from '../ingest.ts';
import { caseworkSuite } from './casework-suite.ts';
import { conflictSuite } from './conflict-suite.ts';
import { correctionSuite } from './correction-suite.ts';
import { holdSuite } from './hold-suite.ts';
import type { IngestBench } from './ingest-bench.ts';

const worker: User = { id: uuidv7() as UserId, name: '张伟', roles: ['team', 'clerk', 'district'] };
const clerk: User = { id: uuidv7() as UserId, name: '赵敏', roles: ['clerk'] };

const neighbour: User = { id: uuidv7() as UserId, name: '陈静', roles: ['team', 'community', 'reviewer'] };

/** The laws of ingest, on whichever store. */
export function ingestSuite(name: string, open: () => Promise<IngestBench>): void {
  describe(`ingest on ${name}`, () => {
    let bench: IngestBench;
    let ingest: Ingest;
    let newestId = '';
    beforeAll(async () => {
      bench = await open();
      ingest = createIngest({
        store: bench.store,
        epoch: 1,
        hash: hashText,
        verify: verifyText,
        now: () => new Date(),
        newId: () => {
          newestId = uuidv4();
          return newestId;
        },
      });
    }, 60_000);
    afterAll(() => bench.close());

    async function admitted(options?: { subdistrict?: string; revoked?: boolean }, user = clerk): Promise<TestDevice> {
      const device = new TestDevice(user);
      await bench.admit(device, options);
      return device;
    }

    async function outcomes(reply: Promise<PushReply>) {
      return (await reply).results.map(({ outcome, rule }) => (rule === undefined ? outcome : `${outcome} ${rule}`));
    }

    test('the same batch, sent sixteen times at once, gets the same bytes and is kept once', async () => {
      const device = await admitted();
      const push = device.push(
        device.write(...Array.from({ length: 20 }, (_, i) => device.create('building', newRecordId(), buildingFields(`${i}`)))),
      );
      const before = await bench.countKept();
      const replies = await Promise.all(Array.from({ length: 16 }, () => ingest(push)));
      expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1);
      expect(replies[0]?.results.every(({ outcome, rowSeq }) => outcome === 'applied' && rowSeq > 0)).toBe(true);
      expect(replies[0]?.next).toBe(21);
      expect(await bench.countKept()).toBe(before + 20);
    });

    test('a record changed twice in a batch is in the feed once, and both changes name its place', async () => {
      const device = await admitted();
      const id = newRecordId();
      const reply = await ingest(
        device.push(
          device.write(device.create('building', id, buildingFields('7')), device.patch('building', id, { label: ['7幢', '七幢'] })),
        ),
      );
      const stored = await bench.find('building', id);
      expect(stored?.record).toMatchObject({ rev: 2, fields: { label: '七幢' } });
      expect(reply.results.map(({ rowSeq }) => rowSeq)).toEqual([stored?.seq, stored?.seq]);
    });

    test('FORK: another line under a known number is refused and changes nothing', async () => {
      const device = await admitted();
      await ingest(device.push(device.write(device.create('building', newRecordId(), buildingFields('1')))));
      const twin = new TestDevice(clerk, device.dev);
      Object.assign(twin, { sign: device.sign });
      const before = await bench.countKept();
      const forked = twin.write(
        device.create('building', newRecordId(), buildingFields('2')),
        device.create('building', newRecordId(), buildingFields('3')),
      );
      await expect(ingest(twin.push(forked))).rejects.toMatchObject({ code: 'FORK' });
      await expect(ingest(twin.push(forked.slice(1)))).rejects.toMatchObject({ code: 'FORK' });
      expect(await bench.countKept()).toBe(before);
    });

    test('GAP: a number ahead is refused, and the answer says which is next', async () => {
      const device = await admitted();
      const lines = device.write(...['1', '2', '3'].map((key) => device.create('building', newRecordId(), buildingFields(key))));
      await expect(ingest(device.push(lines.slice(1)))).rejects.toMatchObject({ code: 'GAP', facts: { next: 1 } });
      await ingest(device.push(lines.slice(0, 1)));
      expect((await ingest(device.push(lines))).results).toHaveLength(3);
    });

    test('BATCH_BAD: a changed line, a broken chain and a foreign signature are refused', async () => {
      const device = await admitted();
      const lines = device.write(...['1', '2'].map((key) => device.create('building', newRecordId(), buildingFields(key))));
      const changed = lines.map((line) => ({ ...line, app: '6.6.6' }));
      await expect(ingest(device.push(changed))).rejects.toMatchObject({ code: 'BATCH_BAD' });
      const [first, second] = lines;
      if (first === undefined || second === undefined) throw new Error('two lines');
      const unchained = new TestDevice(clerk, device.dev).write(device.create('building', newRecordId(), buildingFields('9')));
      await expect(ingest(device.push([...unchained, second]))).rejects.toMatchObject({ code: 'BATCH_BAD' });
      await expect(ingest(device.push(lines, { sig: new TestDevice(clerk).push(lines).sig }))).rejects.toMatchObject({ code: 'BATCH_BAD' });
    });

    test('EPOCH and UPGRADE: another epoch and another protocol are refused', async () => {
      const device = await admitted();
      const lines = device.write(device.create('building', newRecordId(), buildingFields('1')));
      await expect(ingest(device.push(lines, { epoch: 2 }))).rejects.toMatchObject({ code: 'EPOCH', facts: { epoch: 1 } });
      await expect(ingest(device.push(lines, { p: 2 }))).rejects.toMatchObject({ code: 'UPGRADE' });
    });

    test('TOO_BIG: more than 500 lines are refused before anything is read', async () => {
      const device = await admitted();
      const [line] = device.write(device.create('building', newRecordId(), buildingFields('1')));
      if (line === undefined) throw new Error('one line');
      await expect(ingest(device.push(Array.from({ length: 501 }, () => line)))).rejects.toMatchObject({ code: 'TOO_BIG' });
    });

    test('a uid known under another device is told the same and applied never', async () => {
      const [one, two] = [await admitted(), await admitted()];
      const draft = one.create('building', newRecordId(), buildingFields('1'));
      const first = await ingest(one.push(one.write(draft)));
      const second = await ingest(two.push(two.write(draft)));
      expect(second.results[0]).toMatchObject({ outcome: 'applied', rowSeq: first.results[0]?.rowSeq });
      expect((await bench.find('building', draft.id))?.record.rev).toBe(1);
    });

    test('UID_CLASH: a known uid with other content is kept and quarantined', async () => {
      const [one, two] = [await admitted(), await admitted()];
      const draft = one.create('building', newRecordId(), buildingFields('1'));
      await ingest(one.push(one.write(draft)));
      const other = two.create('building', newRecordId(), buildingFields('2'), { uid: draft.uid });
      const before = await bench.countKept();
      expect(await outcomes(ingest(two.push(two.write(other))))).toEqual(['quarantined UID_CLASH']);
      expect(await bench.countKept()).toBe(before + 1);
    });

    test('a uid twice in one group: the same content is told the same and applied once, other content is UID_CLASH and stops the group', async () => {
      const device = await admitted();
      const [g, clashing] = [uuidv4(), uuidv4()];
      const draft = device.create('building', newRecordId(), buildingFields('1'), { g });
      const twice = await ingest(device.push(device.write(draft, draft)));
      expect(twice.results.map(({ outcome, rowSeq }) => [outcome, rowSeq])).toEqual([
        ['applied', twice.results[0]?.rowSeq],
        ['applied', twice.results[0]?.rowSeq],
      ]);
      expect((await bench.find('building', draft.id))?.record.rev).toBe(1);
      const one = device.create('building', newRecordId(), buildingFields('2'), { g: clashing });
      const other = device.create('building', newRecordId(), buildingFields('3'), { g: clashing, uid: one.uid });
      expect(await outcomes(ingest(device.push(device.write(one, other))))).toEqual(['quarantined GROUP_PARKED', 'quarantined UID_CLASH']);
    });

    test('P8 a group with one refused member applies none, and what builds on it waits behind it', async () => {
      const device = await admitted();
      const [g, good, bad] = [uuidv4(), newRecordId(), newRecordId()];
      const lines = device.write(
        device.create('building', good, buildingFields('1'), { g }),
        device.create('building', bad, { key: '' }, { g }),
        device.patch('building', good, { label: ['1幢', '一幢'] }),
      );
      expect(await outcomes(ingest(device.push(lines)))).toEqual([
        'quarantined GROUP_PARKED',
        'quarantined SCHEMA',
        'quarantined GROUP_PARKED',
      ]);
      expect(await bench.find('building', good)).toBeUndefined();
      const later = device.write(
        device.patch('building', good, { label: ['1幢', '壹幢'] }),
        device.create('building', newRecordId(), buildingFields('2'), { g }),
      );
      expect(await outcomes(ingest(device.push(later)))).toEqual(['quarantined GROUP_PARKED', 'quarantined GROUP_PARKED']);
    });

    conflictSuite({ bench: () => bench, ingest: (body) => ingest(body), admitted: () => admitted(), outcomes });
    caseworkSuite({ bench: () => bench, ingest: (body) => ingest(body), admitted: () => admitted({}, neighbour), outcomes });
    correctionSuite({ bench: () => bench, ingest: (body) => ingest(body), admitted: () => admitted({}, worker), outcomes });
    holdSuite({ bench: () => bench, ingest: (body) => ingest(body), newestId: () => newestId, admitted, outcomes });

    test('a conflict in a group parks it, and its innocent members carry the same conflict', async () => {
      const [one, two] = [await admitted(), await admitted()];
      const [id, g, fresh] = [newRecordId(), uuidv4(), newRecordId()];
      await ingest(one.push(one.write(one.create('building', id, buildingFields('1')))));
      await ingest(one.push(one.write(one.patch('building', id, { label: ['1幢', '甲幢'] }))));
      const reply = await ingest(
        two.push(
          two.write(
            two.create('building', fresh, buildingFields('2'), { g }),
            two.patch('building', id, { label: ['1幢', '乙幢'] }, { g }),
          ),
        ),
      );
      expect(reply.results).toMatchObject([
        { outcome: 'conflict', rule: 'GROUP_PARKED', rowSeq: 0, conflictId: reply.results[1]?.conflictId },
        { outcome: 'conflict' },
      ]);
      expect(await bench.find('building', fresh)).toBeUndefined();
      expect((await bench.find('building', id))?.record).toMatchObject({ openConflicts: 1, fields: { label: '甲幢' } });
    });

    test('work without a grant, and work of a revoked device, is kept and quarantined', async () => {
      const stranger: User = { id: uuidv7() as UserId, name: '路人', roles: ['clerk'] };
      const device = await admitted();
      const [line] = device.write({ ...device.create('building', newRecordId(), buildingFields('1')), user: stranger.id });
      if (line === undefined) throw new Error('one line');
      expect(await outcomes(ingest(device.push([line])))).toEqual(['quarantined NO_GRANT']);
      const lost = await admitted({ revoked: true });
      expect(await outcomes(ingest(lost.push(lost.write(lost.create('building', newRecordId(), buildingFields('1'))))))).toEqual([
        'quarantined NO_GRANT',
      ]);
    });

    test("a device changes nothing in another subdistrict's records", async () => {
      const [one, two] = [await admitted(), await admitted({ subdistrict: '320613002' })];
      const id = newRecordId();
      await ingest(one.push(one.write(one.create('building', id, buildingFields('1')))));
      expect(await outcomes(ingest(two.push(two.write(two.patch('building', id, { label: ['1幢', '外幢'] })))))).toEqual([
        'quarantined NO_GRANT',
      ]);
      expect((await bench.find('building', id))?.record.fields.label).toBe('1幢');
    });

    /** A fixture of two pieces, surveyed under a policy that owes them: what a removal needs. */
    async function surveyed(device: TestDevice) {
      const ids = { policy: newRecordId(), fixture: newRecordId(), removal: newRecordId() };
      const fields = fixture({ status: 'surveyed' });
      const lines = device.write(device.create('policy', ids.policy, examplePolicy), device.create('fixture', ids.fixture, fields));
      expect(await outcomes(ingest(device.push(lines)))).toEqual(['applied', 'applied']);
      const policy = { id: ids.policy, version: examplePolicy.version };
      const removing = (change: object, g: string | null = null) =>
        device.create('removal', ids.removal, { ...removal({ target: ids.fixture, policy }), ...change }, { g });
      const owing = (g: string | null) => {
        const line = entitlement({ removal: ids.removal, fixture: ids.fixture, policy });
        return device.create('entitlement', entitlementIdOf(ids.removal), line, { g });
      };
      return { ids, removing, owing };
    }

    test('P11 a removal that opens no line is a conflict, alone or in a group; with its line it is applied', async () => {
      const device = await admitted({}, worker);
      const alone = await surveyed(device);
      expect(await outcomes(ingest(device.push(device.write(alone.removing({})))))).toEqual(['conflict C2']);
      expect(await bench.find('removal', alone.ids.removal)).toBeUndefined();
      const g = uuidv4();
      const grouped = await surveyed(device);
      const group = device.write(grouped.removing({}, g), device.create('building', newRecordId(), buildingFields('1'), { g }));
      expect(await outcomes(ingest(device.push(group)))).toEqual(['conflict C2', 'conflict GROUP_PARKED']);
      const whole = await surveyed(device);
      const together = uuidv4();
      const both = device.write(whole.removing({}, together), whole.owing(together));
      expect(await outcomes(ingest(device.push(both)))).toEqual(['applied', 'applied']);
    });

    test('what stands in another subdistrict is no ground for a change: a device can neither use it nor use it up', async () => {
      const [one, two] = [await admitted({}, worker), await admitted({ subdistrict: '320613002' }, worker)];
      const theirs = await surveyed(one);
      const policy = { id: theirs.ids.policy, version: examplePolicy.version };
      const foreign = two.create('removal', newRecordId(), removal({ target: theirs.ids.fixture, policy }));
      expect(await outcomes(ingest(two.push(two.write(foreign))))).toEqual(['conflict NO_RECORD']);
    });

    test('text that the database cannot hold is kept as it came, and quarantined', async () => {
      const device = await admitted();
      const lines = device.write(
        device.create('building', newRecordId(), { ...buildingFields('1'), label: 'a\u0000b' }),
        device.create('building', newRecordId(), { ...buildingFields('2'), label: 'a\ud800b' }),
        device.create('building', newRecordId(), { ...buildingFields('3'), label: 'a\\u0000b' }),
      );
      expect(await outcomes(ingest(device.push(lines)))).toEqual(['quarantined SCHEMA', 'quarantined SCHEMA', 'applied']);
    });

    test('fields that this version does not know are kept and hashed as they came', async () => {
      const device = await admitted();
      const draft = { ...device.create('building', newRecordId(), buildingFields('1')), later: { more: 1 } };
      expect(await outcomes(ingest(device.push(device.write(draft))))).toEqual(['applied']);
    });
  });
}
