import { termOf } from './account.ts';
import { type Count, countOf, unitOf } from './count.ts';
import type { Entitlement, Removal, Replacement } from './entitlement.ts';
import { sizeText } from './evidence.ts';
import type { Day } from './identity.ts';
import { addressBook, byId, date, dayOf, type Ledger, type LedgerColumn, type LedgerSource, number, text } from './ledger.ts';
import { placeText } from './place.ts';
import { fixtureTypeWords } from './words.ts';

const columns = [
  text('编号', 14),
  text('地址', 30),
  text('联系人', 10),
  text('类型', 12),
  text('位置', 14),
  number('拆除数量', 0, true),
  text('原尺寸(mm)', 14),
  date('拆除日期'),
  number('应还', 0, true),
  number('已还', 0, true),
  number('放弃', 0, true),
  number('补偿', 0, true),
  number('复装', 0, true),
  number('待还', 0, true),
  number('逾期天数'),
  text('新规格', 18),
  text('新尺寸(mm)', 14),
  number('升级差额(元)', 2, true),
  text('安装单位', 16),
  date('安装日期'),
  text('居民验收', 12),
  date('质保至'),
  text('诉求', 20),
] as const;

/** Days past the policy's limit; null while the line is not overdue, or no longer owed. */
export function overdueDays(line: Entitlement, limitDays: number, today: Day): number | null {
  if (termOf(line.status) !== 'outstanding') return null;
  const days = Math.floor((Date.parse(today) - Date.parse(line.removedOn)) / 86_400_000) - limitDays;
  return days > 0 ? days : null;
}

/** As a ledger counts it: pieces, windows, or metres to the centimetre. */
const amountOf = ({ unit, qty }: Count) => (unit === 'CM' ? qty / 100 : qty);
const amount = (line: Entitlement) => amountOf({ unit: unitOf(line), qty: line.qty });
const removedAmount = (removal: Removal | undefined) => (removal === undefined ? null : amountOf(countOf(removal)));

const unitWords = { PIECE: '', OPENING: '', CM: '（米）' } as const;
const typeText = (line: Entitlement) => `${fixtureTypeWords[line.type].zh}${unitWords[unitOf(line)]}`;

const counting = ['拆除数量', '应还', '已还', '放弃', '补偿', '复装', '待还'];
const withCentimetres = (column: LedgerColumn): LedgerColumn => (counting.includes(column.title) ? { ...column, digits: 2 } : column);

/** 已还 放弃 补偿 复装 待还: they add up to 应还. 复装 is the household's own piece, in its place or another. */
function termColumns(line: Entitlement, replacement: Replacement | undefined): number[] {
  const term = termOf(line.status);
  const refitted = term === 'relocated' || (term === 'accepted' && replacement?.original === true);
  const returned = term === 'accepted' && !refitted;
  const qty = amount(line);
  return [returned, term === 'waived', term === 'compensated', refitted, term === 'outstanding'].map((counts) => (counts ? qty : 0));
}

function satisfaction(line: Entitlement): string {
  if (line.acceptance === null) return '';
  if (line.acceptance.residentSatisfied === null) return '未表态';
  return line.acceptance.residentSatisfied ? '满意' : '不满意';
}

/** ③ 拆一还一台账: one row per entitlement line that was not split. 拆除数量 comes from the removal, 应还 from the line: a reader can see them agree [C1]. */
export function entitlementLedger(source: LedgerSource): Ledger {
  const addressOf = addressBook(source);
  const fixtures = byId(source.fixtures);
  const removals = byId(source.removals);
  const replacements = byId(source.replacements);
  const policies = byId(source.policies);
  const lines = source.entitlements.filter(({ fields }) => fields.status !== 'split');
  const rows = lines.map(({ fields: line }) => {
    const fixture = fixtures.get(line.fixture);
    const at = addressOf(line.place);
    const replacement: Replacement | undefined = line.replacement === null ? undefined : replacements.get(line.replacement);
    const limit = policies.get(line.policy.id)?.overdueDays;
    return [
      fixture?.code ?? '',
      `${at.estate} ${placeText({ ...line.place, label: null }, at.building)}`.trim(),
      at.household?.contactName ?? '',
      typeText(line),
      fixture?.positionLabel ?? '',
      line.partOf ? amount(line) : removedAmount(removals.get(line.removal)),
      sizeText(line.removedSizes),
      line.removedOn,
      amount(line),
      ...termColumns(line, replacement),
      limit === undefined ? null : overdueDays(line, limit, source.today),
      line.confirmation?.spec ?? '',
      replacement ? sizeText(replacement.sizes) : '',
      line.confirmation?.upgradeYuan ?? null,
      replacement?.installer ?? '',
      replacement ? dayOf(replacement.installedAt) : null,
      satisfaction(line),
      replacement?.warrantyUntil ?? null,
      line.confirmation?.note ?? '',
    ];
  });
  const inMetres = lines.some(({ fields }) => unitOf(fields) === 'CM');
  return {
    name: '拆一还一台账',
    columns: inMetres ? columns.map(withCentimetres) : columns,
    rows: rows.sort((a, b) => String(a[0]).localeCompare(String(b[0]))),
  };
}
