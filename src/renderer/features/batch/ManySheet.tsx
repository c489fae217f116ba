import { Alert, Button, Flex, Progress } from 'antd';
import type { FormEventHandler, ReactNode } from 'react';
import type { RecordOf } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import type { FormDraft } from '../../ui/draft/use-draft.ts';
import { ruleWords } from '../../words/failure-words.ts';
import { usePunctuation, useWord, useWords } from '../../words/language.ts';
import type { LeftOut, Plan, Why } from './batch-steps.ts';
import type { SavingGroups } from './use-save-groups.ts';
import { batchWords } from './words.ts';

type Line = RecordOf<'entitlement'>;

interface ManySheetProps {
  label: string;
  plan: Plan;
  /** How many of those that are ready would be saved as the form stands; absent: all of them. */
  going?: number;
  nameOf(line: Line): string;
  draft: FormDraft;
  onSubmit: FormEventHandler<HTMLFormElement>;
  saving: SavingGroups;
  danger?: boolean;
  children: ReactNode;
}

/** The form of a step that is taken with many lines at once: who is left out and why, what is common to the rest, and one button that says how many. */
export function ManySheet({
  label,
  plan,
  going = plan.ready.length,
  nameOf,
  draft,
  onSubmit,
  saving,
  danger = false,
  children,
}: ManySheetProps) {
  const t = useWords(batchWords);
  const { ready, leftOut } = plan;
  return (
    <Flex vertical gap={16}>
      <LeftOutList leftOut={leftOut} nameOf={nameOf} />
      <RefusedList saving={saving} />
      {ready.length === 0 ? (
        <Alert type="info" showIcon title={t('noneReady')} />
      ) : (
        <StepSheet
          label={label}
          draft={draft}
          onSubmit={onSubmit}
          save={going === 0 ? label : t('saveMany', { step: label, n: going })}
          saving={saving.saving}
          danger={danger}
        >
          {children}
        </StepSheet>
      )}
      {saving.progress !== null && saving.progress.all > 1 && (
        <Flex gap={12} align="center">
          <span role="status">{t('progress', saving.progress)}</span>
          <Progress
            percent={Math.round((saving.progress.tried / saving.progress.all) * 100)}
            aria-label={t('progress', saving.progress)}
            style={{ maxWidth: 320 }}
          />
          <Button onClick={saving.stop}>{t('stop')}</Button>
        </Flex>
      )}
    </Flex>
  );
}

const whyKeys = {
  state: 'whyState',
  policy: 'whyPolicy',
  short: 'whyShort',
  evidence: 'whyEvidence',
  unsigned: 'whyUnsigned',
} as const satisfies Record<Why, keyof typeof batchWords.zh>;

/** Lines that a step does without, by name. Those that are simply elsewhere on their way are named in one breath. */
export function LeftOutList({ leftOut, nameOf }: { leftOut: readonly LeftOut[]; nameOf(line: Line): string }) {
  const t = useWords(batchWords);
  const { list } = usePunctuation();
  const elsewhere = leftOut.filter(({ why }) => why === 'state');
  const others = leftOut.filter(({ why }) => why !== 'state');
  return (
    <>
      {others.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('leftOut', { n: others.length })}
          description={
            <ul className="left-out">
              {others.map(({ line, why, missing }) => (
                <li key={line.id}>
                  <a href={`#/entitlements/${line.id}`}>{nameOf(line)}</a> {t(whyKeys[why], { missing: missing ?? '' })}
                </li>
              ))}
            </ul>
          }
        />
      )}
      {elsewhere.length > 0 && (
        <span className="hint">{t('elsewhere', { n: elsewhere.length, names: list(elsewhere.map(({ line }) => nameOf(line))) })}</span>
      )}
    </>
  );
}

/** How many of those just saved a rule refused, and why. */
export function RefusedList({ saving: { refused } }: { saving: SavingGroups }) {
  const t = useWords(batchWords);
  const word = useWord();
  if (refused.length === 0) return null;
  const reasons = [...new Set(refused.map(({ rule }) => word(ruleWords[rule])))];
  return <Alert type="error" showIcon role="alert" title={t('refused', { n: refused.length })} description={reasons.join(' ')} />;
}
