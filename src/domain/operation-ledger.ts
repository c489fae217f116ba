import type { SafetyIsolation } from './case.ts';
import type { PhotoRef } from './evidence.ts';
import type { Fixture } from './fixture.ts';
import { addressBook, byId, date, dayOf, type Ledger, type LedgerSource, number, text } from './ledger.ts';
import type { Operation } from './operation.ts';
import type { PhotoStage } from './photo.ts';
import { placeText } from './place.ts';
import type { Structure } from './structure.ts';
import { orgWords, removalModeWords, targetOutcomeWords } from './words.ts';

const columns = [
  text('行动编号', 14),
  date('日期'),
  text('工作组', 14),
  text('组长', 10),
  text('参加单位', 20),
  text('小区', 14),
  text('点位编号', 14),
  text('地址', 24),
  text('方式', 10),
  number('计划面积(㎡)', 2, true),
  number('实拆面积(㎡)', 2, true),
  text('结果', 12),
  text('未拆原因', 18),
  text('安全隔离及恢复时间', 18),
  number('清运(m³)', 2, true),
  text('恢复事项', 16),
  text('拆前照片编号', 16),
  text('拆中照片编号', 16),
  text('拆后照片编号', 16),
  date('验收日期'),
] as const;

const photoNumbers = (photos: readonly PhotoRef[], stage: PhotoStage) =>
  photos
    .filter((photo) => photo.stage === stage)
    .map((photo) => photo.sha256.slice(0, 8))
    .join(' ');

const organisations = (operation: Operation) => [...new Set(operation.members.map((member) => orgWords[member.org].zh))].join('、');

/** `2026-03-02 09:10 至 11:05`, or what is still off. */
function isolationText(isolation: SafetyIsolation | null | undefined): string {
  if (!isolation) return '';
  const minute = (instant: string) => instant.slice(0, 16).replace('T', ' ');
  return `${minute(isolation.at)} 至 ${isolation.restoredAt === null ? '未恢复' : minute(isolation.restoredAt)}`;
}

/** ② 拆违行动台账: one row per target, in the order of the operation's number and its targets. */
export function operationLedger(source: LedgerSource): Ledger {
  const addressOf = addressBook(source);
  const structures = byId(source.structures);
  const fixtures = byId(source.fixtures);
  const teams = byId(source.teams);
  const removals = new Map(source.removals.map(({ fields }) => [fields.target, fields]));
  const sorted = [...source.operations].sort((a, b) => a.fields.no.localeCompare(b.fields.no));
  const rows = sorted.flatMap(({ fields: o }) =>
    o.targets.map(({ id }) => {
      const structure: Structure | undefined = structures.get(id);
      const target: Structure | Fixture | undefined = structure ?? fixtures.get(id);
      const at = target && addressOf(target.place);
      const removal = removals.get(id);
      const result = o.results[id];
      const photos = target?.photos ?? [];
      return [
        o.no,
        o.date,
        teams.get(o.team)?.name ?? '',
        o.leader,
        organisations(o),
        at?.estate ?? '',
        target?.code ?? '',
        target && at ? placeText(target.place, at.building) : '',
        removal === undefined ? '' : removalModeWords[removal.mode].zh,
        structure?.areaM2 ?? null,
        removal?.areaM2 ?? null,
        result === undefined ? '' : targetOutcomeWords[result.outcome].zh,
        result?.reason ?? '',
        isolationText(o.isolations?.[id] ?? structure?.isolation),
        structure?.haulage?.volumeM3 ?? null,
        structure?.restoration?.checklist ?? '',
        photoNumbers(photos, 'BEFORE'),
        photoNumbers(photos, 'DURING'),
        photoNumbers(photos, 'AFTER'),
        structure?.acceptance ? dayOf(structure.acceptance.on) : null,
      ];
    }),
  );
  return { name: '拆违行动台账', columns, rows };
}
