import { expect, test } from 'vitest';
import type { PushReply } from '#contract/district-api.ts';
import type { RecordId, RecordType } from '#domain/identity.ts';
import type { Fields, Json } from '#domain/mutation.ts';
import { hash, structure } from '#domain/testing/samples.ts';
import { newRecordId, type TestDevice } from '../../testing/test-device.ts';
import type { Ingest } from '../ingest.ts';
import type { IngestBench } from './ingest-bench.ts';

/** What the laws of casework need of the suite around them; the bench is open once a test runs. */
export interface CaseworkParts {
  bench(): IngestBench;
  ingest: Ingest;
  /** A device whose user visits, hears and decides. */
  admitted(): Promise<TestDevice>;
  outcomes(reply: Promise<PushReply>): Promise<string[]>;
}

const at = '2026-03-04T09:00:00+08:00';

/** What the community's desk records of a household reaches the server type by type, and is judged there by the device's own rules. */
export function caseworkSuite({ bench, ingest, admitted, outcomes }: CaseworkParts): void {
  async function desk() {
    const device = await admitted();
    const by = { name: device.user.name, user: device.user.id };
    const push = (...drafts: Parameters<TestDevice['write']>) => outcomes(ingest(device.push(device.write(...drafts))));
    const create = (type: RecordType, id: RecordId, fields: object) => push(device.create(type, id, fields as Fields));
    const set = (type: RecordType, id: RecordId, fields: Record<string, [Json, Json]>) => device.patch(type, id, fields);
    return { by, push, create, set };
  }

  test('visits, opinions with their answer, objections, postings with comments and a household’s accommodation are stored', async () => {
    const { by, push, create, set } = await desk();
    const [building, household, opinion, objection, posting] = Array.from({ length: 5 }, newRecordId) as [
      RecordId,
      RecordId,
      RecordId,
      RecordId,
      RecordId,
    ];
    const place = { building, unit: '1', room: '101', label: null };
    const lives = { building, unit: '1', room: '101', contactName: '王某', phone: null, occupancy: 'OWNER', from: null, to: null };
    const nobody = { ownerReachable: null, accommodation: null, note: '', source: null };
    expect(await create('household', household, { ...lives, ...nobody })).toEqual(['applied']);
    const seen = { place, household, team: newRecordId(), at, by, result: 'NOT_HOME', about: [], note: '', photos: [] };
    expect(await create('visit', newRecordId(), seen)).toEqual(['applied']);
    expect(await create('consultation', opinion, { household, at, by, opinion: '想看样品', due: '2026-03-11', reply: null })).toEqual([
      'applied',
    ]);
    expect(await create('objection', objection, { at, by: '王某', household, about: null, text: '太早', reply: null, photos: [] })).toEqual(
      ['applied'],
    );
    const hung = { text: '改造方案', place, from: '2026-03-04', to: '2026-03-11', photos: [{ sha256: hash(7), stage: 'SERVICE' }] };
    expect(await create('posting', posting, { ...hung, comments: [] })).toEqual(['applied']);
    const reply = { at, by, outcome: 'EXPLAINED', text: '样品在社区' };
    expect(await push(set('consultation', opinion, { reply: [null, reply] }))).toEqual(['applied']);
    expect(await push(set('objection', objection, { reply: [null, { at, by, text: '改为九点' }] }))).toEqual(['applied']);
    expect(await push(set('posting', posting, { comments: [[], [{ at, by: '', text: '同意' }]] }))).toEqual(['applied']);
    expect(await push(set('household', household, { accommodation: [null, 'RAMP'] }))).toEqual(['applied']);
    expect((await bench().find('consultation', opinion))?.record.fields).toMatchObject({ reply: { outcome: 'EXPLAINED' } });
    expect(await push(set('consultation', opinion, { reply: [reply, { ...reply, outcome: 'ACCEPTED' }] }))).toEqual([
      'quarantined IMMUTABLE',
    ]);
  });

  test('a refusal keeps its witness; a statement is decided once, and upheld it keeps its structure in the same group', async () => {
    const { by, push, create, set } = await desk();
    const [shed, statement] = [newRecordId(), newRecordId()];
    const basis = { result: 'ILLEGAL', opinion: '无许可', basis: '城乡规划法 64', authority: '城管局', docNo: '' };
    const notice = { no: '', on: '2026-03-03', way: 'DIRECT', receiver: '王某', relation: '', witness: '', deadline: '2026-03-10' };
    const refusalRecord = { on: '2026-03-04', refuser: '王某', by, witness: '刘强' };
    expect(await create('structure', shed, structure())).toEqual(['applied']);
    const determination = { ...basis, on: '2026-03-03', by };
    expect(await push(set('structure', shed, { status: ['surveyed', 'determined'], determination: [null, determination] }))).toEqual([
      'applied',
    ]);
    expect(await push(set('structure', shed, { status: ['determined', 'notified'], notice: [null, notice] }))).toEqual(['applied']);
    const refused = set('structure', shed, {
      status: ['notified', 'refused'],
      refusal: [null, '有批文'],
      refusalRecord: [null, refusalRecord],
    });
    expect(await push(refused)).toEqual(['applied']);
    const said = { structure: shed, at, by: '王某', text: '2003 年有批文', photos: [], decision: null };
    expect(await create('statement', statement, said)).toEqual(['applied']);
    const decision = { at, by, result: 'UPHELD', reason: '批文属实' };
    const g = newRecordId();
    expect(
      await push(
        { ...set('statement', statement, { decision: [null, decision] }), g },
        { ...set('structure', shed, { status: ['refused', 'kept'], upheld: [null, { statement, at, by, reason: '批文属实' }] }), g },
      ),
    ).toEqual(['applied', 'applied']);
    expect((await bench().find('structure', shed))?.record.fields).toMatchObject({ status: 'kept', refusalRecord: { witness: '刘强' } });
  });
}
