import { v4 as uuidv4 } from 'uuid';
import { expect, test } from 'vitest';
import type { PushReply } from '#contract/district-api.ts';
import { readdress } from '#domain/address.ts';
import type { Building } from '#domain/estate.ts';
import { entitlementIdOf, type RecordId, type RecordType } from '#domain/identity.ts';
import type { Fields, Json } from '#domain/mutation.ts';
import { examplePolicy } from '#domain/policy.ts';
import { relinkPhoto } from '#domain/relink.ts';
import { changeRooms } from '#domain/rooms.ts';
import { entitlement, fixture, hash, place, removal, tablet } from '#domain/testing/samples.ts';
import { buildingFields, newRecordId, type TestDevice } from '../../testing/test-device.ts';
import type { Ingest } from '../ingest.ts';
import type { IngestBench } from './ingest-bench.ts';

/** What the laws of corrections need of the suite around them; the bench is open once a test runs. */
export interface CorrectionParts {
  bench(): IngestBench;
  ingest: Ingest;
  /** A device whose user surveys, takes down and corrects. */
  admitted(): Promise<TestDevice>;
  outcomes(reply: Promise<PushReply>): Promise<string[]>;
}

const told = { on: '2026-05-01', by: { name: '赵敏', user: null }, reason: '公安门牌核对' };

/** Corrections reach the server as the desk writes them, and are judged there by the device's own rules. */
export function correctionSuite({ bench, ingest, admitted, outcomes }: CorrectionParts): void {
  const changed = (last: object, next: object): Record<string, [Json, Json]> => {
    const [was, is] = [last as Fields, next as Fields];
    const fields = Object.keys(is).filter((field) => JSON.stringify(was[field]) !== JSON.stringify(is[field]));
    return Object.fromEntries(fields.map((field) => [field, [was[field] ?? null, is[field] ?? null]]));
  };

  test('[C1] two records of one removed thing become one in a group, and no part of it alone', async () => {
    const device = await admitted();
    const push = (...drafts: Parameters<TestDevice['write']>) => outcomes(ingest(device.push(device.write(...drafts))));
    const policyId = newRecordId();
    const policy = { id: policyId, version: examplePolicy.version };
    expect(await push(device.create('policy', policyId, examplePolicy))).toEqual(['applied']);
    const twice = [newRecordId(), newRecordId()].map((thing) => {
      const gone = newRecordId();
      const line = entitlement({ removal: gone, fixture: thing, policy });
      return {
        thing,
        gone,
        lineId: entitlementIdOf(gone),
        line,
        surveyed: fixture({ status: 'surveyed' }),
        fact: removal({ target: thing, policy }),
      };
    });
    for (const { thing, gone, lineId, line, surveyed, fact } of twice) {
      const g = uuidv4();
      expect(await push(device.create('fixture', thing, surveyed))).toEqual(['applied']);
      expect(await push(device.create('removal', gone, fact, { g }), device.create('entitlement', lineId, line, { g }))).toEqual([
        'applied',
        'applied',
      ]);
    }
    const [stays, ends] = twice;
    if (stays === undefined || ends === undefined) throw new Error('there are two');
    const merge = (type: RecordType, id: RecordId, into: RecordId, seen: object, g: string | null) =>
      device.create(type, id, {}, { op: 'merge', base: { rev: 1 }, set: { aliasOf: { old: null, new: into } }, seen: seen as Fields, g });
    expect(await push(merge('fixture', ends.thing, stays.thing, ends.surveyed, null))).toEqual(['conflict C1']);
    const g = uuidv4();
    const group = [
      merge('removal', ends.gone, stays.gone, ends.fact, g),
      merge('entitlement', ends.lineId, stays.lineId, ends.line, g),
      merge('fixture', ends.thing, stays.thing, ends.surveyed, g),
      device.patch('fixture', stays.thing, { note: ['', '并入 CG-A1-0002：同一扇窗'] }, { g }),
    ];
    // The part that was refused waits for a person: what follows it waits as well, until it is told to be nothing.
    const fresh = await admitted();
    const sent = outcomes(ingest(fresh.push(fresh.write(...group.map((draft) => ({ ...draft, user: fresh.user.id }))))));
    expect(await sent).toEqual(['applied', 'applied', 'applied', 'applied']);
    expect((await bench().find('fixture', ends.thing))?.record).toMatchObject({ deleted: true, aliasOf: stays.thing });
    expect((await bench().find('entitlement', stays.lineId))?.record).toMatchObject({ deleted: false });
  });

  test('[A1] a building is readdressed and its rooms are split, each with its reason or not at all', async () => {
    const device = await admitted();
    const push = (...drafts: Parameters<TestDevice['write']>) => outcomes(ingest(device.push(device.write(...drafts))));
    const id = newRecordId();
    const building = buildingFields('12') as unknown as Building;
    const named = readdress(building, '15幢', told);
    const split = named && changeRooms(named, { kind: 'SPLIT', from: ['1-101'], to: ['1-101A', '1-101B'], ...told });
    if (named === undefined || split === undefined) throw new Error('both are possible');
    expect(await push(device.create('building', id, buildingFields('12', building.estate)))).toEqual(['applied']);
    expect(await push(device.patch('building', id, { key: ['12', '15'], aliases: [[], ['12']] }))).toEqual([
      'quarantined EVIDENCE_MISSING',
    ]);
    const other = await admitted();
    const next = (last: object, wanted: object) =>
      outcomes(ingest(other.push(other.write(other.patch('building', id, changed(last, wanted))))));
    expect(await next(building, named)).toEqual(['applied']);
    expect(await next(named, split)).toEqual(['applied']);
    expect((await bench().find('building', id))?.record.fields).toMatchObject({
      key: '15',
      aliases: ['12'],
      readdresses: [{ reason: '公安门牌核对' }],
      rooms: ['1-101A', '1-101B'],
    });
  });

  test('[A3] a photo goes from a wrong record to the right one with a reason, and not without', async () => {
    const device = await admitted();
    const push = (...drafts: Parameters<TestDevice['write']>) => outcomes(ingest(device.push(device.write(...drafts))));
    const [from, to] = [newRecordId(), newRecordId()].map((id) => ({ type: 'fixture' as const, id }));
    const id = newRecordId();
    if (from === undefined || to === undefined) throw new Error('there are two');
    const photo = {
      ...{ sha256: hash(1), bytes: 10, width: 1, height: 1, mime: 'image/jpeg' as const, stage: 'BEFORE' as const, capturedAt: null },
      ...{ capturedSource: 'UNKNOWN' as const, importedAt: '2026-03-20T09:00:00+08:00', deviceId: tablet, deviceName: '平板1' },
      ...{ clockOffsetMs: 0, gps: null, takenBy: device.user.id, links: [from] },
      watermark: { place: '12幢', code: 'CG-1', stage: '拆前' },
    };
    const at = '2026-03-21T09:00:00+08:00';
    const moved = relinkPhoto(photo, {
      from,
      hanging: [],
      to,
      at,
      by: told.by,
      reason: '拍错窗',
      watermark: { ...photo.watermark, code: 'CG-2' },
    });
    if (moved === undefined) throw new Error('it may go');
    expect(await push(device.create('photo', id, photo as unknown as Fields))).toEqual(['applied']);
    expect(await push(device.patch('photo', id, changed(photo, { ...photo, links: [to] })))).toEqual(['quarantined EVIDENCE_MISSING']);
    const other = await admitted();
    const set = changed({ ...photo, relinks: null }, moved);
    expect(await outcomes(ingest(other.push(other.write(other.patch('photo', id, set)))))).toEqual(['applied']);
    expect((await bench().find('photo', id))?.record.fields).toMatchObject({ links: [to], watermark: { code: 'CG-2' } });
  });

  test('[POSTING_MISSING] what nobody claims comes down after its posting has ended, and is claimed where it stands', async () => {
    const device = await admitted();
    const push = (...drafts: Parameters<TestDevice['write']>) => outcomes(ingest(device.push(device.write(...drafts))));
    const [policyId, thing, gone, posting] = [newRecordId(), newRecordId(), newRecordId(), newRecordId()] as const;
    const policy = { id: policyId, version: examplePolicy.version };
    const notice = { no: '', on: '2026-03-01', way: 'ANNOUNCED', receiver: '', relation: '', witness: '', deadline: '2026-03-02' };
    const photos = (['BEFORE', 'AFTER'] as const).map((stage, n) => ({ sha256: hash(10 + n), stage }));
    const surveyed = fixture({ status: 'surveyed', owner: 'UNCLAIMED', photos });
    const hung = { text: '认领公示', place, from: '2026-02-01', to: '2026-02-20', photos: [], comments: [] };
    const g = uuidv4();
    const fact = removal({ target: thing, policy, at: '2026-03-02T10:00:00+08:00', salvage: 'STORED' });
    const line = entitlement({ removal: gone, fixture: thing, policy, removedOn: '2026-03-02' });
    expect(await push(device.create('policy', policyId, examplePolicy), device.create('posting', posting, hung))).toEqual([
      'applied',
      'applied',
    ]);
    expect(await push(device.create('fixture', thing, surveyed))).toEqual(['applied']);
    expect(await push(device.patch('fixture', thing, { notice: [null, notice], status: ['surveyed', 'notified'] }))).toEqual(['applied']);
    const down = [
      device.create('removal', gone, fact, { g }),
      device.patch('fixture', thing, { posting: [null, posting], status: ['notified', 'removed'] }, { g }),
      device.create('entitlement', entitlementIdOf(gone), line, { g }),
    ];
    expect(await push(...down)).toEqual(['applied', 'applied', 'applied']);
    const claimant = [{ room: '1-102', role: 'OWNER', name: '李某' }];
    expect(await push(device.patch('fixture', thing, { owner: ['UNCLAIMED', 'KNOWN'], parties: [[], claimant] }))).toEqual(['applied']);
  });
}
