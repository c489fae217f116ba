import { expect, test } from 'vitest';
import type { PushReply } from '#contract/district-api.ts';
import { buildingFields, newRecordId, type TestDevice } from '../../testing/test-device.ts';
import type { Ingest } from '../ingest.ts';
import type { IngestBench } from './ingest-bench.ts';

/** What the laws of conflicts need of the suite around them; the bench is open once a test runs. */
export interface ConflictParts {
  bench(): IngestBench;
  ingest: Ingest;
  admitted(): Promise<TestDevice>;
  outcomes(reply: Promise<PushReply>): Promise<string[]>;
}

/** [P2] a value that met another one is in a conflict until a person has chosen. */
export function conflictSuite({ bench, ingest, admitted, outcomes }: ConflictParts): void {
  test('P2 two values for one field: the first stays, the second opens a conflict that names both', async () => {
    const [one, two] = [await admitted(), await admitted()];
    const id = newRecordId();
    await ingest(one.push(one.write(one.create('building', id, buildingFields('1')))));
    await ingest(one.push(one.write(one.patch('building', id, { label: ['1幢', '甲幢'] }))));
    const reply = await ingest(two.push(two.write(two.patch('building', id, { label: ['1幢', '乙幢'] }))));
    expect(reply.results[0]).toMatchObject({ outcome: 'conflict', conflictId: expect.any(String) });
    const stored = await bench().find('building', id);
    expect(stored?.record).toMatchObject({ openConflicts: 1, fields: { label: '甲幢' } });
    expect(reply.results[0]?.rowSeq).toBe(stored?.seq);
  });

  test('P2 a person resolves it, having seen what stands; seen too early, it stays open', async () => {
    const [one, two] = [await admitted(), await admitted()];
    const id = newRecordId();
    await ingest(one.push(one.write(one.create('building', id, buildingFields('1')))));
    await ingest(one.push(one.write(one.patch('building', id, { label: ['1幢', '甲幢'] }))));
    const reply = await ingest(two.push(two.write(two.patch('building', id, { label: ['1幢', '乙幢'] }))));
    const conflict = reply.results[0]?.conflictId ?? '';
    const choose = (device: TestDevice, seen: string, label: string) =>
      ingest(
        device.push(
          device.write(device.patch('building', id, { label: [seen, label] }, { op: 'resolve', conflict, seen: { label: seen } })),
        ),
      );
    const early = await choose(one, '1幢', '乙幢');
    expect(early.results[0]).toMatchObject({ outcome: 'conflict', rule: 'RESOLVE_STALE', conflictId: conflict, rowSeq: 0 });
    expect((await bench().find('building', id))?.record).toMatchObject({ openConflicts: 1, fields: { label: '甲幢' } });
    expect(await outcomes(choose(one, '甲幢', '乙幢'))).toEqual(['applied']);
    expect((await bench().find('building', id))?.record).toMatchObject({ openConflicts: 0, fields: { label: '乙幢' } });
    expect(await outcomes(choose(two, '乙幢', '乙幢'))).toEqual(['noop']);
    expect(await outcomes(choose(two, '甲幢', '丙幢'))).toEqual(['conflict RESOLVE_STALE']);
    expect((await bench().find('building', id))?.record).toMatchObject({ openConflicts: 1, fields: { label: '乙幢' } });
  });
}
