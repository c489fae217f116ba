import { Alert, Button, Card, Flex } from 'antd';
import { useState } from 'react';
import { mayCreate, mayPatch } from '#domain/authority.ts';
import type { Fields } from '#domain/mutation.ts';
import { useDesk } from '../../session.tsx';
import type { WatermarkSubject } from '../../store/photo-changes.ts';
import { type RecordOf, useRecords } from '../../store/records.ts';
import { useContacts } from '../../ui/contacts.tsx';
import { StatusTag } from '../../ui/StatusTag.tsx';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { ProvenBy } from '../consent/Evidence.tsx';
import { DecisionForm, StatementForm } from './StatementForms.tsx';
import { surveyedBy, verdictWords } from './statement.ts';
import { statementWords } from './words.ts';

interface StatementCardProps {
  structure: RecordOf<'structure'>;
  subject: WatermarkSubject;
  contact: string;
}

/** What is said against a determination, and what was decided. Nothing before there is a determination to speak against. */
export function StatementCard({ structure, subject, contact }: StatementCardProps) {
  const t = useWords(statementWords);
  const { user } = useDesk();
  const statements = useRecords('statement', structure.id);
  const [stating, setStating] = useState(false);
  if (statements === undefined || (structure.fields.determination === null && statements.length === 0)) return null;
  const may = mayCreate('statement', user);
  if (!may && statements.length === 0) return null;
  return (
    <Card title={<h2 className="card-title">{t('statements')}</h2>}>
      <Flex vertical gap={16}>
        {statements.map((statement) => (
          <StatementLine key={statement.id} statement={statement} structure={structure} />
        ))}
        {may && (
          <Button size="large" style={{ alignSelf: 'start' }} aria-expanded={stating} onClick={() => setStating(!stating)}>
            {t(stating ? 'close' : 'state')}
          </Button>
        )}
        {stating && <StatementForm structure={structure} subject={subject} by={contact} onSaved={() => setStating(false)} />}
      </Flex>
    </Card>
  );
}

function StatementLine({ statement, structure }: { statement: RecordOf<'statement'>; structure: RecordOf<'structure'> }) {
  const t = useWords(statementWords);
  const desk = useDesk();
  const contacts = useContacts();
  const { at, by, text, photos, decision } = statement.fields;
  // What the store holds passed its type's schema on its way in.
  const may = decision === null && mayPatch('statement', statement.fields as Fields, desk.user).includes('decision');
  // What is upheld before its people were told would keep nothing.
  const waits = may && structure.fields.status === 'determined';
  const mayDecide = may && !waits;
  const said = t('saidOn', { on: localDay(new Date(at)), by: contacts.name(by) });
  return (
    <Flex vertical gap={8} align="stretch">
      <Flex gap={12} align="center" wrap>
        <span>{text}</span>
        <span className="hint">{said}</span>
        {decision === null ? (
          <StatusTag tone="waiting" word={{ zh: statementWords.zh.undecided, en: statementWords.en.undecided }} />
        ) : (
          <StatusTag tone={decision.result === 'UPHELD' ? 'good' : 'neutral'} word={verdictWords[decision.result]} />
        )}
      </Flex>
      <ProvenBy id={statement.id} photos={photos} />
      {decision !== null && (
        <span>{t('decided', { on: localDay(new Date(decision.at)), by: decision.by.name, reason: decision.reason })}</span>
      )}
      {waits && <span className="hint">{t('notifyFirst')}</span>}
      {mayDecide && surveyedBy(structure, desk) && <Alert type="warning" showIcon title={t('surveyor')} />}
      {mayDecide && !surveyedBy(structure, desk) && <DecisionForm statement={statement} structure={structure} onSaved={() => undefined} />}
    </Flex>
  );
}
