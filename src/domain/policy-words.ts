import { findTypePolicy, type Policy, type TypePolicy } from './policy.ts';
import type { PolicyChange } from './policy-diff.ts';
import { codesOf, fixtureTypeWords, sideWords, type Word } from './words.ts';

const w = (zh: string, en: string): Word => ({ zh, en });

export const countByWords = {
  PIECE: w('按件', 'by the piece'),
  OPENING: w('按窗洞', 'by the window'),
  METRE: w('按米', 'by the metre'),
} as const satisfies Record<TypePolicy['countBy'], Word>;

export const sizeRuleWords = {
  WIDTH_HEIGHT: w('比宽和高', 'width and height are compared'),
  LENGTH_DEPTH: w('比长和深', 'length and depth are compared'),
  LENGTH: w('比长度', 'length is compared'),
  MODEL: w('比型号', 'the model is compared'),
} as const satisfies Record<TypePolicy['sizeRule'], Word>;

/** What a version says differently, by name: a heading of its difference. */
export const policyTermWords = {
  type: w('类型', 'Type'),
  eligible: w('是否归还', 'Given back'),
  sides: w('哪些面', 'Sides'),
  countBy: w('计量', 'Counted'),
  sizeRule: w('尺寸规则', 'Size rule'),
  tolerancePercent: w('允差', 'Tolerance'),
  specs: w('规格', 'Specifications'),
  exchanges: w('换装', 'Exchange'),
  upgrades: w('自费升级', 'Upgrades'),
  compensation: w('折价补偿', 'Compensation'),
  warrantyMonths: w('质保', 'Warranty'),
  overdueDays: w('归还期限', 'Due'),
  determiners: w('认定人数', 'Determiners'),
  authorities: w('认定机关', 'Authorities'),
  projectionLimitCm: w('外挑限值', 'Projection limit'),
  quietHours: w('禁噪时段', 'Quiet hours'),
  complaintPhone: w('投诉电话', 'Complaints'),
} as const satisfies Record<PolicyChange['what'], Word>;

const joined = (words: readonly Word[], zh = '、', en = ', '): Word =>
  w(words.map((word) => word.zh).join(zh), words.map((word) => word.en).join(en));

function typeSentence(entry: TypePolicy): Word {
  const name = fixtureTypeWords[entry.type];
  if (!entry.eligible) return w(`${name.zh}：拆除后不归还。`, `${name.en}: not given back.`);
  const sides = entry.sides && joined(entry.sides.map((side) => sideWords[side]));
  const where = sides === undefined ? w('', '') : w(`，限${sides.zh}`, `, on these sides only: ${sides.en}`);
  const [count, size] = [countByWords[entry.countBy], sizeRuleWords[entry.sizeRule]];
  const tolerance = entry.sizeRule === 'MODEL' ? w('', '') : w(`，允差 ${entry.tolerancePercent}%`, `, within ${entry.tolerancePercent} %`);
  const specs = entry.specs.join('、');
  return w(
    `${name.zh}：拆一还一，${count.zh}计${where.zh}；${size.zh}${tolerance.zh}；可选 ${specs}。`,
    `${name.en}: one for one, ${count.en}${where.en}; ${size.en}${tolerance.en}; to choose from: ${specs}.`,
  );
}

function exchangeSentences({ exchanges = [] }: Policy): Word[] {
  if (exchanges.length === 0) return [w('不能换装：拆什么还什么。', 'No exchange: what was removed is what comes back.')];
  const pairs = exchanges.map(({ from, to }) => {
    const [one, other] = [fixtureTypeWords[from], fixtureTypeWords[to]];
    return w(`${one.zh}可换${other.zh}`, `${one.en} for ${other.en}`);
  });
  const all = joined(pairs, '，');
  return [w(`换装：${all.zh}。`, `Exchange: ${all.en}.`)];
}

function upgradeSentences({ upgrades }: Policy): Word[] {
  if (upgrades === undefined)
    return [w('自费升级：差额由住户与安装单位商定。', 'Upgrades: the difference is between household and installer.')];
  if (upgrades.length === 0) return [w('没有自费升级：住户不出钱。', 'No upgrades: the household pays nothing.')];
  return upgrades.map(({ type, spec, yuan }) => {
    const name = fixtureTypeWords[type];
    return w(`自费升级：${name.zh}选“${spec}”，每件不超过 ${yuan} 元。`, `Upgrade: ${name.en}, “${spec}”, at most ${yuan} yuan a piece.`);
  });
}

function determinationSentence({ determiners, authorities = [] }: Policy): Word {
  const who = authorities.length === 0 ? w('', '') : w(`，认定机关：${authorities.join('、')}`, `, by: ${authorities.join(', ')}`);
  return determiners === 2
    ? w(`违建认定要两人，均未参加摸排${who.zh}。`, `Two determine a structure, neither of whom surveyed it${who.en}.`)
    : w(`违建认定由一名未参加摸排的审核人作出${who.zh}。`, `One reviewer who did not survey it determines a structure${who.en}.`);
}

function workSentences({ projectionLimitCm, quietHours = [] }: Policy): Word[] {
  const limit =
    projectionLimitCm === undefined
      ? []
      : [
          w(
            `外挑超过 ${projectionLimitCm} 厘米的，影响施工。`,
            `What projects more than ${projectionLimitCm} cm is in the way of the works.`,
          ),
        ];
  const hours = quietHours.map(({ from, to }) => `${from}–${to}`);
  return hours.length === 0 ? limit : [...limit, w(`禁止噪声施工：${hours.join('、')}。`, `No noisy work: ${hours.join(', ')}.`)];
}

/**
 * 政策口径: what a policy says, a sentence each, in the order that people ask: whether it is an example, what is given back and how it is counted and
 * measured, exchange and cost, when, warranty, who determines, hours, and where to complain.
 */
export function policyInWords(policy: Policy): Word[] {
  const { name, version, from, example, overdueDays, warrantyMonths, compensation, complaintPhone } = policy;
  const types = codesOf(fixtureTypeWords).flatMap((type) => findTypePolicy(policy, type) ?? []);
  return [
    w(`${name}（${version}），${from} 起拆除的适用。`, `${name} (${version}), for what is removed from ${from} on.`),
    ...(example
      ? [
          w(
            '这是示例，不是公布的政策，使用前请按街道文件修改。',
            'This is an example, not a published policy: replace it with the subdistrict’s own.',
          ),
        ]
      : []),
    ...types.map(typeSentence),
    w('没有写到的类型不归还；违建不归还。', 'Types that are not named, and structures, are not given back.'),
    ...exchangeSentences(policy),
    ...upgradeSentences(policy),
    compensation
      ? w('可以折价补偿，须住户签字。', 'Compensation may be chosen, with the household’s signature.')
      : w('不折价补偿。', 'There is no compensation.'),
    w(`拆除后 ${overdueDays} 天内归还。`, `It comes back within ${overdueDays} days of the removal.`),
    warrantyMonths === 0
      ? w('没有质保。', 'There is no warranty.')
      : w(`质保 ${warrantyMonths} 个月。`, `The warranty runs ${warrantyMonths} months.`),
    determinationSentence(policy),
    ...workSentences(policy),
    ...(complaintPhone === '' ? [] : [w(`投诉电话：${complaintPhone}。`, `Complaints: ${complaintPhone}.`)]),
  ];
}
