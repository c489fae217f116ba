import type { Policy, TypePolicy } from './policy.ts';
import type { PolicyChange } from './policy-diff.ts';
import { countByWords, policyTermWords, sizeRuleWords } from './policy-words.ts';
import { fixtureTypeWords, sideWords, type Word } from './words.ts';

const w = (zh: string, en: string): Word => ({ zh, en });
const plain = (text: string) => w(text, text);
/** What it means that a version says nothing of a term. */
const unsaid: Partial<Record<PolicyChange['what'], Word>> = {
  type: w('没有写，不归还', 'not named: not given back'),
  sides: w('各面', 'all sides'),
  exchanges: w('不能换', 'no exchange'),
  upgrades: w('差额由住户与安装单位商定', 'between household and installer'),
  authorities: w('不限', 'any'),
  quietHours: w('没有', 'none'),
};
const yesNo = (yes: boolean, zh: readonly [string, string], en: readonly [string, string]) => (yes ? w(zh[0], en[0]) : w(zh[1], en[1]));

function joined(words: readonly Word[]): Word {
  if (words.length === 0) return w('没有', 'none');
  return w(words.map(({ zh }) => zh).join('、'), words.map(({ en }) => en).join(', '));
}

type Said = {
  [K in PolicyChange['what']]: (value: never) => Word;
};

/** What a term says, in words. The values are those that `diffPolicies` wrote of policies that passed their schema. */
const said = {
  type: () => w('写了', 'named'),
  eligible: (value: TypePolicy['eligible']) => yesNo(value, ['归还', '不归还'], ['given back', 'not given back']),
  sides: (value: NonNullable<TypePolicy['sides']>) => joined(value.map((side) => sideWords[side])),
  countBy: (value: TypePolicy['countBy']) => countByWords[value],
  sizeRule: (value: TypePolicy['sizeRule']) => sizeRuleWords[value],
  tolerancePercent: (value: number) => plain(`${value}%`),
  specs: (value: TypePolicy['specs']) => joined(value.map(plain)),
  exchanges: (value: TypePolicy['type'][]) => joined(value.map((type) => fixtureTypeWords[type])),
  upgrades: (value: NonNullable<Policy['upgrades']>) =>
    value.length === 0
      ? w('不能加价', 'nothing to pay')
      : joined(value.map(({ spec, yuan }) => w(`${spec} 不超过 ${yuan} 元`, `${spec}, at most ${yuan} yuan`))),
  compensation: (value: boolean) => yesNo(value, ['可以', '不可以'], ['possible', 'not possible']),
  warrantyMonths: (value: number) => w(`${value} 个月`, `${value} months`),
  overdueDays: (value: number) => w(`${value} 天`, `${value} days`),
  determiners: (value: number) => w(`${value} 人`, `${value}`),
  authorities: (value: string[]) => joined(value.map(plain)),
  projectionLimitCm: (value: number) => w(`${value} 厘米`, `${value} cm`),
  quietHours: (value: NonNullable<Policy['quietHours']>) => joined(value.map(({ from, to }) => plain(`${from}–${to}`))),
  complaintPhone: (value: string) => plain(value),
} satisfies Said;

function valueWord(what: PolicyChange['what'], value: string | null): Word {
  if (value === null) return unsaid[what] ?? w('没有写', 'not said');
  return (said[what] as (value: unknown) => Word)(JSON.parse(value));
}

/** One difference of two versions in words: what it is about, what was said before, what is said now. */
export function changeInWords({ what, type, before, after }: PolicyChange): { about: Word; before: Word; after: Word } {
  const term = policyTermWords[what];
  const name = type === null ? undefined : fixtureTypeWords[type];
  return {
    about: name === undefined ? term : w(`${name.zh} · ${term.zh}`, `${name.en} · ${term.en}`),
    before: valueWord(what, before),
    after: valueWord(what, after),
  };
}
