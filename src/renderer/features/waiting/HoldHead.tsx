import { Flex } from 'antd';
import type { HeldLine } from '#contract/hold.ts';
import { momentOf } from '#domain/mutation.ts';
import { isRule } from '#domain/rule.ts';
import { useDesk } from '../../session.tsx';
import type { WaitingHold } from '../../store/holds.ts';
import { StatusTag } from '../../ui/StatusTag.tsx';
import { ruleWords } from '../../words/failure-words.ts';
import { useWord, useWords } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import { RecordName } from '../sync/RecordName.tsx';
import { kindOf, mainLine } from './waiting.ts';
import { holdKindWords, waitingWords } from './words.ts';

/** Who wrote a change, by name. */
export function useAuthor(): (line: HeldLine) => string {
  const t = useWords(waitingWords);
  const { enrollment } = useDesk();
  return ({ author, mutation }) => author?.name ?? enrollment.users.find(({ id }) => id === mutation.user)?.name ?? t('someone');
}

/** Why a change waits, as a person would say it; also where only a newer server knows that rule. */
export function useRuleText(): (rule: string) => string {
  const t = useWords(waitingWords);
  const say = useWord();
  return (rule) => (isRule(rule) ? say(ruleWords[rule]) : t('ruleUnknown'));
}

export function RuleText({ rule }: { rule: string }) {
  return <span>{useRuleText()(rule)}</span>;
}

/** What waits, in three lines: which record and why, whose it is, since when. */
export function HoldHead({ hold }: { hold: WaitingHold }) {
  const t = useWords(waitingWords);
  const author = useAuthor();
  const [first] = hold.lines;
  const main = mainLine(hold.lines);
  if (first === undefined || main === undefined) return null;
  const kind = kindOf(hold);
  return (
    <Flex vertical gap={4}>
      <Flex gap={12} align="center" wrap>
        <StatusTag word={holdKindWords[kind]} tone={kind === 'conflict' ? 'bad' : 'waiting'} />
        <a className="row-link" href={`#/waiting/${hold.id}`}>
          <RecordName type={main.mutation.type} id={main.mutation.id} written={main.mutation.set} />
        </a>
        {hold.lines.length > 1 && <span>{t('more', { count: hold.lines.length })}</span>}
        {hold.said && <span className="hint">{t('said')}</span>}
      </Flex>
      <RuleText rule={first.rule} />
      <span className="hint">
        {t('from', { who: author(first), device: hold.device.name, at: localTime(momentOf(first.mutation)) })} ·{' '}
        {t('since', { at: localTime(hold.openedAt) })}
      </span>
    </Flex>
  );
}
