import { Button, Card, Flex } from 'antd';
import { type ReactNode, useState } from 'react';
import { mayPatch } from '#domain/authority.ts';
import type { Day } from '#domain/identity.ts';
import type { Fields } from '#domain/mutation.ts';
import { useDesk } from '../../session.tsx';
import type { RecordOf } from '../../store/records.ts';
import { daysBetween } from '../../ui/field/calendar.ts';
import { StatusTag } from '../../ui/StatusTag.tsx';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { ReplyForm } from './ConsultationForms.tsx';
import { AnswerForm } from './ObjectionForms.tsx';
import './household.css';
import type { RoomRecords } from './room-records.ts';
import { householdWords } from './words.ts';

/** What was said and not answered yet, the most urgent first, each with the form that answers it. */
export function OpenMatters({ records, about }: { records: RoomRecords; about: string }) {
  const t = useWords(householdWords);
  const opinions = records.consultation
    .filter(({ fields }) => fields.reply === null)
    .toSorted((a, b) => (a.fields.due ?? '9999').localeCompare(b.fields.due ?? '9999'));
  const objections = records.objection.filter(({ fields }) => fields.reply === null);
  if (opinions.length + objections.length === 0) return null;
  return (
    <Card title={<h2 className="card-title">{t('waiting')}</h2>}>
      {opinions.map((opinion) => (
        <OpenOpinion key={opinion.id} opinion={opinion} about={about} />
      ))}
      {objections.map((objection) => (
        <OpenObjection key={objection.id} objection={objection} about={about} />
      ))}
    </Card>
  );
}

function OpenOpinion({ opinion, about }: { opinion: RecordOf<'consultation'>; about: string }) {
  const t = useWords(householdWords);
  const { fields } = opinion;
  return (
    <Matter
      record={opinion}
      text={fields.opinion}
      hint={t('askedOn', { on: localDay(new Date(fields.at)), by: fields.by.name })}
      due={<Due due={fields.due} />}
      form={(close) => <ReplyForm consultation={opinion} about={about} onSaved={close} />}
    />
  );
}

function OpenObjection({ objection, about }: { objection: RecordOf<'objection'>; about: string }) {
  const { fields } = objection;
  return (
    <Matter
      record={objection}
      text={fields.text}
      hint={localDay(new Date(fields.at))}
      due={null}
      form={(close) => <AnswerForm objection={objection} about={about} onSaved={close} />}
    />
  );
}

/** By when an answer is due, and how late it is. */
function Due({ due }: { due: Day | null }) {
  const t = useWords(householdWords);
  const { source } = useDesk();
  if (due === null) return <span className="hint">{t('noDue')}</span>;
  const late = daysBetween(due, localDay(source.now()));
  return late > 0 ? <StatusTag tone="bad" word={lateWord(late)} /> : <span>{t('dueOn', { due })}</span>;
}

export const lateWord = (days: number) => ({ zh: `超期 ${days} 天`, en: `${days} ${days === 1 ? 'day' : 'days'} late` });

interface MatterProps {
  record: RecordOf<'consultation'> | RecordOf<'objection'>;
  text: string;
  hint: string;
  due: ReactNode;
  form(close: () => void): ReactNode;
}

function Matter({ record, text, hint, due, form }: MatterProps) {
  const t = useWords(householdWords);
  const { user } = useDesk();
  const [open, setOpen] = useState(false);
  // What the store holds passed its type's schema on its way in.
  const mayAnswer = mayPatch(record.type, record.fields as Fields, user).includes('reply');
  const name = t('replyTo', { text: text.slice(0, 20) });
  return (
    <div>
      <div className="open-matter">
        <span>
          {text} <span className="hint">{hint}</span>
        </span>
        <Flex gap={12} align="center" wrap>
          {due}
          {mayAnswer && (
            <Button size="large" aria-expanded={open} aria-label={name} onClick={() => setOpen(!open)}>
              {t(open ? 'close' : record.type === 'consultation' ? 'reply' : 'answer')}
            </Button>
          )}
        </Flex>
      </div>
      {open && form(() => setOpen(false))}
    </div>
  );
}
