import { expect, test } from 'vitest';
import { examplePolicy, type Policy } from './policy.ts';
import { changeInWords } from './policy-change-words.ts';
import { diffPolicies } from './policy-diff.ts';

const next: Policy = {
  ...examplePolicy,
  version: '示例2026-2',
  types: examplePolicy.types
    .filter(({ type }) => type !== 'SOLAR')
    .map((entry) => (entry.type === 'GRILLE' ? { ...entry, tolerancePercent: 10, countBy: 'PIECE', sides: ['FRONT', 'SIDE'] } : entry)),
  warrantyMonths: 36,
  compensation: true,
  exchanges: [],
  upgrades: [{ type: 'RACK', spec: '电动', yuan: 800 }],
  quietHours: [{ from: '21:00', to: '07:00' }],
};

test('every difference of two versions is said in both languages: what about, before, now', () => {
  const changes = diffPolicies(examplePolicy, next).map(changeInWords);
  const zh = changes.map(({ about, before, after }) => `${about.zh}：${before.zh} → ${after.zh}`);
  expect(zh).toEqual([
    '防盗窗 · 哪些面：各面 → 正面、侧面',
    '防盗窗 · 计量：按窗洞 → 按件',
    '防盗窗 · 允差：5% → 10%',
    '防盗窗 · 换装：隐形防护网 → 没有',
    '防盗窗 · 自费升级：差额由住户与安装单位商定 → 不能加价',
    '隐形防护网 · 换装：防盗窗 → 没有',
    '隐形防护网 · 自费升级：差额由住户与安装单位商定 → 不能加价',
    '晾衣架 · 自费升级：差额由住户与安装单位商定 → 电动 不超过 800 元',
    '雨棚 · 自费升级：差额由住户与安装单位商定 → 不能加价',
    '空调罩 · 自费升级：差额由住户与安装单位商定 → 不能加价',
    '太阳能 · 类型：写了 → 没有写，不归还',
    '太阳能 · 自费升级：差额由住户与安装单位商定 → 不能加价',
    '其他 · 自费升级：差额由住户与安装单位商定 → 不能加价',
    '折价补偿：不可以 → 可以',
    '质保：24 个月 → 36 个月',
    '禁噪时段：22:00–06:00、12:00–14:00 → 21:00–07:00',
  ]);
  for (const { about, before, after } of changes) expect([about, before, after].every(({ en }) => en !== '')).toBe(true);
});
