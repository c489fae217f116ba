import { countIn, quantityText } from './count.ts';
import { type Entitlement, returnedType } from './entitlement.ts';
import type { Fixture } from './fixture.ts';
import type { RecordId } from './identity.ts';
import { type Identified, type Ledger, number, text } from './ledger.ts';
import type { ReturnBatch } from './project.ts';
import { fixtureTypeWords } from './words.ts';

const columns = [
  number('序号'),
  text('单元', 8),
  text('室', 8),
  text('返还类型', 14),
  text('位置', 16),
  text('规格', 24),
  number('数量', 0, true),
  text('计量', 10),
  number('原宽(mm)'),
  number('原高(mm)'),
  number('原长(mm)'),
  number('原深(mm)'),
  text('自费升级', 10),
  text('备注', 24),
  text('实测宽(mm)', 11),
  text('实测高(mm)', 11),
  text('实测长(mm)', 11),
  text('实测深(mm)', 11),
  text('合同号', 16),
] as const;

export interface CutListSource {
  /** As people call it: `1幢`. */
  building: string;
  batch: Pick<ReturnBatch, 'contractor' | 'contractNo'>;
  lines: readonly Identified<Entitlement>[];
  fixtures: ReadonlyMap<string, Identified<Fixture>>;
}

/** What a sheet of a workbook may not be called. */
const unnameable = /[[\]:*?/\\]/gu;

const inOrder = new Intl.Collator('zh-CN', { numeric: true });
const whereOf = ({ fields }: { fields: Entitlement }) => `${fields.place.unit ?? ''}-${fields.place.room ?? ''}`;

/**
 * 下料单 for a contractor: what to make, for which window, of which specification, by what was removed; empty columns for what is measured on site.
 * Lines that nobody has confirmed are left out, and it names no household: whoever makes a grille needs the window.
 */
export function cutList({ building, batch, lines, fixtures }: CutListSource): Ledger {
  const chosen = lines.filter(({ fields }) => fields.confirmation !== null).toSorted((a, b) => inOrder.compare(whereOf(a), whereOf(b)));
  const rows = chosen.map(({ fields }, index) => {
    const { unit, qty } = countIn(fields);
    const sizes = fields.removedSizes;
    return [
      index + 1,
      fields.place.unit ?? '',
      fields.place.room ?? '',
      fixtureTypeWords[returnedType(fields)].zh,
      positionOf(fixtures, fields.fixture),
      fields.confirmation?.spec ?? '',
      unit === 'CM' ? 1 : qty,
      unit === 'PIECE' ? '件' : quantityText({ unit, qty }).zh,
      ...[sizes.widthMm, sizes.heightMm, sizes.lengthMm, sizes.depthMm],
      (fields.confirmation?.upgradeYuan ?? 0) > 0 ? '是' : '',
      fields.confirmation?.note ?? '',
      ...['', '', '', ''],
      batch.contractNo,
    ];
  });
  return { name: `下料单 ${building} ${batch.contractor}`.replace(unnameable, ' ').slice(0, 31), columns, rows };
}

const positionOf = (fixtures: CutListSource['fixtures'], fixture: RecordId) => fixtures.get(fixture)?.fields.positionLabel ?? '';
