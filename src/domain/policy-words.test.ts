import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { examplePolicy, type Policy } from './policy.ts';
import { diffPolicies, policyFlaws } from './policy-diff.ts';
import { policyInWords, policyTermWords } from './policy-words.ts';

const zh = (policy: Policy) => policyInWords(policy).map((word) => word.zh);

describe('政策口径: a policy in plain words', () => {
  test('the example says that it is one, and everything that it decides', () => {
    expect(zh(examplePolicy)).toEqual([
      '拆一还一政策（示例）（示例2026-1），2026-01-01 起拆除的适用。',
      '这是示例，不是公布的政策，使用前请按街道文件修改。',
      '防盗窗：拆一还一，按窗洞计；比宽和高，允差 5%；可选 304不锈钢平面防盗窗、铝合金平面防盗窗。',
      '隐形防护网：拆一还一，按窗洞计；比宽和高，允差 5%；可选 316隐形防护网。',
      '晾衣架：拆一还一，按件计；比长度，允差 10%；可选 不锈钢固定晾衣架、铝合金折叠晾衣架。',
      '雨棚：拆一还一，按件计；比长和深，允差 10%；可选 PC耐力板雨棚。',
      '空调罩：拆除后不归还。',
      '太阳能：拆除后不归还。',
      '没有写到的类型不归还；违建不归还。',
      '换装：防盗窗可换隐形防护网，隐形防护网可换防盗窗。',
      '自费升级：差额由住户与安装单位商定。',
      '不折价补偿。',
      '拆除后 90 天内归还。',
      '质保 24 个月。',
      '违建认定由一名未参加摸排的审核人作出。',
      '外挑超过 0 厘米的，影响施工。',
      '禁止噪声施工：22:00–06:00、12:00–14:00。',
      '投诉电话：0513-12345。',
    ]);
  });

  test('two versions that differ in anything but their names are not said alike', () => {
    const change: fc.Arbitrary<Partial<Policy>> = fc.constantFrom<Partial<Policy>[]>(
      { compensation: true },
      { warrantyMonths: 0 },
      { overdueDays: 60 },
      { determiners: 2 },
      { authorities: ['崇川区城市管理局'] },
      { upgrades: [] },
      { upgrades: [{ type: 'GRILLE', spec: '断桥铝', yuan: 200 }] },
      { exchanges: [] },
      { quietHours: [] },
      { projectionLimitCm: 30 },
      { complaintPhone: '12345' },
      { types: examplePolicy.types.slice(1) },
      { types: examplePolicy.types.map((entry) => ({ ...entry, countBy: 'METRE' as const })) },
      { types: examplePolicy.types.map((entry) => ({ ...entry, sides: ['FRONT' as const] })) },
      { types: examplePolicy.types.map((entry) => ({ ...entry, tolerancePercent: 3 })) },
    );
    fc.assert(
      fc.property(change, (one) => {
        const other = { ...examplePolicy, ...one };
        const changes = diffPolicies(examplePolicy, other);
        expect(changes.length).toBeGreaterThan(0);
        expect(changes.every(({ what }) => policyTermWords[what].zh !== '')).toBe(true);
        expect(zh(other)).not.toEqual(zh(examplePolicy));
        expect(policyInWords(other).map(({ en }) => en)).not.toEqual(policyInWords(examplePolicy).map(({ en }) => en));
      }),
    );
  });

  test('what is counted by the metre has a length to measure', () => {
    const types = examplePolicy.types.map((entry) =>
      entry.type === 'SOLAR' ? { ...entry, eligible: true, countBy: 'METRE' as const } : entry,
    );
    const [flaw] = policyFlaws({ ...examplePolicy, types });
    expect(flaw).toEqual({ flaw: 'METRE_UNMEASURED', type: 'SOLAR' });
  });
});
