import { Alert, Card, Empty, Flex, Skeleton, Timeline } from 'antd';
import type { HeldLine, HoldNote } from '#contract/hold.ts';
import { maySay } from '#domain/hold.ts';
import { useDesk } from '../../session.tsx';
import { useHold, type WaitingHold } from '../../store/holds.ts';
import { ContactsOnPage, ShowContacts } from '../../ui/contacts.tsx';
import { Page } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import { useRecordName } from '../sync/use-record-name.ts';
import { ChooseForm } from './ChooseForm.tsx';
import { HoldHead, useRuleText } from './HoldHead.tsx';
import { LineCard } from './LineCard.tsx';
import { AnswerForm, RejectForm, ReturnForm } from './VerdictForms.tsx';
import { askedOf, mainLine } from './waiting.ts';
import { waitingWords } from './words.ts';

/** One thing that waits: what it is, why, and what this person may decide of it. */
export function HoldPage({ id }: { id: string }) {
  const t = useWords(waitingWords);
  const hold = useHold(id);
  if (hold) {
    return (
      <ContactsOnPage key={id} where="household">
        <Page title={t('title')} back="/waiting" extra={<ShowContacts />}>
          <HoldFile hold={hold} />
        </Page>
      </ContactsOnPage>
    );
  }
  return (
    <Page title={t('title')} back="/waiting">
      {hold === undefined ? <Skeleton active /> : <Empty description={t('gone')} />}
    </Page>
  );
}

function HoldFile({ hold }: { hold: WaitingHold }) {
  const t = useWords(waitingWords);
  const main = mainLine(hold.lines);
  return (
    <Flex vertical gap={16}>
      <Card>
        <HoldHead hold={hold} />
      </Card>
      {hold.notes.length > 0 && <Notes notes={hold.notes} />}
      {hold.lines.length > 1 && <Alert type="info" showIcon title={t('together')} />}
      {hold.lines.map((line) => (
        <LineCard key={line.mutation.uid} line={line} />
      ))}
      {main !== undefined && <Decision hold={hold} main={main} />}
    </Flex>
  );
}

function Decision({ hold, main: { mutation } }: { hold: WaitingHold; main: HeldLine }) {
  const t = useWords(waitingWords);
  const { user } = useDesk();
  const about = useRecordName(mutation.type, mutation.id, mutation.set);
  const asked = askedOf(hold, user);
  if (hold.decided !== null) {
    const { by, at, reason } = hold.decided;
    return <Alert type="success" showIcon title={t('decided', { who: by, at: localTime(at), reason: reason || t('noReason') })} />;
  }
  if (hold.said) return <Alert type="info" showIcon title={t('said')} />;
  return (
    <>
      {hold.answer !== null && <Alert type="success" showIcon title={t('answered', { text: hold.answer })} />}
      {asked !== undefined && hold.answer === null && <AnswerForm hold={hold} about={about} />}
      {maySay({ kind: 'release' }, { assignee: hold.assignee ?? undefined }, user) ? (
        <>
          <ChooseForm hold={hold} about={about} />
          <ReturnForm hold={hold} about={about} />
          <RejectForm hold={hold} about={about} />
        </>
      ) : (
        <Alert type="info" showIcon title={t('onlyDeciders')} />
      )}
    </>
  );
}

function Notes({ notes }: { notes: readonly HoldNote[] }) {
  const t = useWords(waitingWords);
  const noteText = useNoteText();
  return (
    <Card title={t('notes')}>
      <Timeline items={notes.map((note, index) => ({ key: index, content: noteText(note) }))} />
    </Card>
  );
}

function useNoteText(): (note: HoldNote) => string {
  const t = useWords(waitingWords);
  const ruleText = useRuleText();
  return (note) => {
    const said = { at: localTime(note.at), by: note.by };
    switch (note.kind) {
      case 'return':
        return t('noteReturn', { ...said, to: note.toName, due: note.due, text: note.text });
      case 'answer':
        return t('noteAnswer', { ...said, text: note.text });
      case 'reopened':
        return t('noteReopened', { ...said, why: ruleText(note.rule) });
      default:
        return note satisfies never;
    }
  };
}
