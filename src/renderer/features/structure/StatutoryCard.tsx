import { Alert, Card, Descriptions, Flex } from 'antd';
import { lawWarningWords } from '#domain/law.ts';
import type { Structure } from '#domain/structure.ts';
import { serviceWayWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { usePunctuation, useWord, useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { documentsOf, statutoryView } from './documents.ts';
import { sideWords } from './side-words.ts';

/** 法律文书, and the days a lawyer asks for. Nothing where the structure is not on the statutory way. */
export function StatutoryCard({ structure }: { structure: Structure }) {
  const t = useWords(sideWords);
  const say = useWord();
  const { clauses } = usePunctuation();
  const { source } = useDesk();
  const view = statutoryView(structure, localDay(source.now()));
  if (view === undefined) return null;
  const { dates, warnings } = view;
  const rows =
    dates === undefined ? [] : (['reviewUntil', 'litigationUntil', 'earliest'] as const).map((key) => ({ key, day: dates[key] }));
  return (
    <Card title={<h2 className="card-title">{t('documents')}</h2>}>
      <Flex vertical gap={12}>
        <ul className="plain-list">
          {documentsOf(structure).map(({ event, document }) => (
            <li key={event}>
              {t('documentLine', {
                name: t(event),
                docNo: document.docNo,
                authority: document.authority,
                on: document.on,
                served: document.service.on,
                way: say(serviceWayWords[document.service.way]),
              })}
            </li>
          ))}
        </ul>
        <Alert
          type={warnings.length === 0 ? 'info' : 'warning'}
          showIcon
          title={warnings.length === 0 ? t('lawyer') : clauses(warnings.map((warning) => say(lawWarningWords[warning])))}
          description={warnings.length === 0 ? undefined : t('lawyer')}
        />
        {rows.length > 0 && (
          <Descriptions
            size="small"
            column={{ xs: 1, xl: 3 }}
            items={rows.map(({ key, day }) => ({ key, label: t(key), children: day }))}
          />
        )}
      </Flex>
    </Card>
  );
}
