import type { RefusalRecord } from '#domain/case.ts';
import type { Acceptance, Agreement, Notice } from '#domain/evidence.ts';
import { acceptanceStepWords, removalModeWords, serviceWayWords } from '#domain/words.ts';
import type { RecordOf } from '../../store/records.ts';
import { useContacts } from '../../ui/contacts.tsx';
import { usePunctuation, useWord, useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import type { Happening } from './CaseFile.tsx';
import { consentWords } from './words.ts';

interface Consented {
  surveyedAt: string;
  notice: Notice | null;
  agreement: Agreement | null;
  refusal: string | null;
  refusalRecord?: RefusalRecord | null | undefined;
}

/** What structures and fixtures have in common of their history, in order. */
export function useHappenings(): (fields: Consented, removals: readonly RecordOf<'removal'>[]) => Happening[] {
  const t = useWords(consentWords);
  const say = useWord();
  const { aside, list } = usePunctuation();
  const contacts = useContacts();
  return ({ surveyedAt, notice, agreement, refusal, refusalRecord }, removals) => [
    { on: localDay(new Date(surveyedAt)), text: t('surveyedEvent') },
    ...(notice === null
      ? []
      : [
          {
            on: notice.on,
            text: `${t('noticeEvent', {
              way: say(serviceWayWords[notice.way]),
              receiver: contacts.name(notice.receiver) || t('unsaid'),
              deadline: notice.deadline,
            })}${aside(notice.no || t('noNumber'))}`,
          },
        ]),
    ...(refusal === null
      ? []
      : [
          {
            on: refusalRecord?.on ?? '',
            text: `${t('refusedEvent', { why: refusal })}${refusalRecord?.witness ? aside(t('refusedWitness', { name: contacts.name(refusalRecord.witness) })) : ''}`,
          },
        ]),
    ...(agreement === null
      ? []
      : [
          {
            on: agreement.on,
            text: `${t('agreedEvent', {
              mode: say(removalModeWords[agreement.mode]),
              name: contacts.name(agreement.signer.name),
              due: agreement.due,
            })}${aside(list([t(agreement.salvage), agreement.rewardCutoffMet ? t('reward') : '', agreement.items].filter(Boolean)))}`,
          },
        ]),
    ...removals.map(({ fields }) => ({
      on: localDay(new Date(fields.at)),
      text: t('removedEvent', { mode: say(removalModeWords[fields.mode]), contractor: fields.contractor }),
    })),
  ];
}

/** Who took which step of an acceptance, and who signed it for the household, in brackets; nothing where nobody said. */
export function useAcceptanceAside(): (acceptance: Acceptance) => string {
  const t = useWords(consentWords);
  const say = useWord();
  const { aside, list } = usePunctuation();
  const contacts = useContacts();
  return ({ steps, signature }) => {
    const told = (steps ?? []).map(({ who, by }) => `${say(acceptanceStepWords[who])} ${by}`);
    const signed = signature ? [t('acceptanceSigned', { name: contacts.name(signature.name) })] : [];
    return told.length + signed.length === 0 ? '' : aside(list([...told, ...signed]));
  };
}
