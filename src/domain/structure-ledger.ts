import { addressBook, date, type Ledger, type LedgerSource, number, text } from './ledger.ts';
import { maskPhone } from './masking.ts';
import type { Structure } from './structure.ts';
import {
  determinationResultWords,
  legacyWord,
  materialWords,
  removalModeWords,
  structureKindWords,
  structureStatusWords,
  zoneWords,
} from './words.ts';

const columns = [
  number('序号'),
  text('编号', 14),
  text('街道', 12),
  text('社区', 12),
  text('小区', 14),
  text('幢', 8),
  text('单元', 6),
  text('室', 8),
  text('联系人', 10),
  text('电话', 14),
  text('类别', 12),
  text('部位', 14),
  text('结构', 10),
  number('长(m)', 2),
  number('宽(m)', 2),
  number('高(m)', 2),
  number('面积(㎡)', 2, true),
  number('外挑(cm)', 0),
  text('搭建年份', 9),
  text('用途', 10),
  text('认定结论', 10),
  date('告知日期'),
  text('处置方式', 10),
  date('签约日期'),
  text('奖励期限内', 10),
  text('包户组', 10),
  text('责任人', 10),
  number('照片数', 0, true),
  text('状态', 10),
  text('备注', 24),
] as const;

function surveyedSizes(structure: Structure): (number | null)[] {
  return [structure.lengthM, structure.widthM, structure.heightM, structure.areaM2, structure.projectionCm];
}

/** ① 违建摸排台账: one row per structure, in the order of its code. */
export function structureLedger(source: LedgerSource): Ledger {
  const addressOf = addressBook(source);
  const sorted = [...source.structures].sort((a, b) => a.fields.code.localeCompare(b.fields.code));
  const rows = sorted.map(({ fields: s }, index) => {
    const at = addressOf(s.place);
    const mode = s.removalMode ?? s.agreement?.mode;
    return [
      index + 1,
      s.code,
      source.subdistrictName,
      at.neighborhood,
      at.estate,
      at.building,
      at.unit,
      at.room,
      at.household?.contactName ?? '',
      maskPhone(at.household?.phone ?? null),
      structureKindWords[s.kind].zh,
      zoneWords[s.zone].zh,
      s.material === null ? '' : materialWords[s.material].zh,
      ...surveyedSizes(s),
      s.builtYear === null ? '不详' : String(s.builtYear),
      s.use,
      s.determination === null ? '' : determinationResultWords[s.determination.result].zh,
      s.notice?.on ?? null,
      mode === undefined ? '' : removalModeWords[mode].zh,
      s.agreement?.on ?? null,
      s.agreement === null ? '' : s.agreement.rewardCutoffMet ? '是' : '否',
      '',
      s.surveyors[0]?.name ?? '',
      s.photos.length,
      structureStatusWords[s.status].zh,
      [s.origin ? legacyWord.zh : '', s.note].filter((text) => text !== '').join('；'),
    ];
  });
  return { name: '违建摸排台账', columns, rows };
}
