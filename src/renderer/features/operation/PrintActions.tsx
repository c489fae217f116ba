import type { Operation } from '#domain/operation.ts';
import { orgWords, removalModeWords, type Word } from '#domain/words.ts';
import { type RecordOf, useRecords } from '../../store/records.ts';
import { PrintButton, type PrintedPage } from '../../ui/PrintButton.tsx';
import { currentLanguage, type Translate, usePunctuation, useWord, useWords } from '../../words/language.ts';
import { sheetPage } from '../form/sheet-page.tsx';
import { type ActionRow, actionRows } from './action-list.ts';
import { dayWords } from './day-words.ts';
import type { Target } from './targets.ts';
import { operationWords } from './words.ts';

/** 打印行动清单: what the team carries, with room to write on. */
export function PrintActions({ operation, targets }: { operation: RecordOf<'operation'>; targets: readonly Target[] }) {
  const t = useWords(dayWords);
  const to = useWords(operationWords);
  const word = useWord();
  const { list } = usePunctuation();
  const buildings = useRecords('building');

  function page(): PrintedPage {
    const labels = new Map(buildings?.map(({ id, fields }) => [id, fields.label]));
    const { fields } = operation;
    const members = list(fields.members.map((member) => `${word(orgWords[member.org])} ${member.name}`));
    const head: [string, string][] = [
      [to('no'), fields.no],
      [to('window'), `${fields.date} ${fields.window.from}–${fields.window.to}`],
      [to('leader'), fields.leader],
      [to('projectManager'), fields.projectManager],
      [to('safetyOfficer'), fields.safetyOfficer],
      [to('members'), members],
      [to('weather'), fields.weather],
      ...(fields.groups ?? []).map(({ name, leader }): [string, string] => [name, leader === '' ? '' : `${to('leader')} ${leader}`]),
    ];
    const body = <ActionSheet head={head} operation={fields} rows={actionRows(fields, targets, labels)} t={t} word={word} />;
    return { html: sheetPage(t('listTitle'), currentLanguage(), body), name: `${t('listTitle')}-${fields.no}`.slice(0, 80) };
  }

  return <PrintButton label={t('print')} saveLabel={t('open')} page={page} />;
}

interface ActionSheetProps {
  head: readonly [string, string][];
  operation: Operation;
  rows: readonly ActionRow[];
  t: Translate<typeof dayWords.zh>;
  word(word: Word): string;
}

const always = ['code', 'where', 'what', 'mode', 'planned', 'result', 'isolationColumn'] as const;

function ActionSheet({ head, operation, rows, t, word }: ActionSheetProps) {
  const isGrouped = rows.some(({ group }) => group !== '');
  const columns = ['number', ...(isGrouped ? (['group'] as const) : []), ...always] as const;
  return (
    <main>
      <h1>{t('listTitle')}</h1>
      <table>
        <tbody>
          {head.map(([label, value]) => (
            <tr key={label}>
              <th>{label}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table className="small" style={{ marginTop: '4mm' }}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column}>{t(column)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ no, group, code, place, what, mode, planned }) => (
            <tr key={code}>
              <td>{no}</td>
              {isGrouped && <td>{group}</td>}
              <td>{code}</td>
              <td>{place}</td>
              <td>{what.map(word).join(' ')}</td>
              <td>{word(removalModeWords[mode])}</td>
              <td>{planned}</td>
              <td />
              <td />
            </tr>
          ))}
        </tbody>
      </table>
      {operation.briefing !== null && (
        <>
          <h2>{t('checklistTitle')}</h2>
          <p>
            {operation.briefing.by}: {operation.briefing.checklist.join('; ')}
          </p>
        </>
      )}
      <h2>{t('signatures')}</h2>
      <div className="sign" />
    </main>
  );
}
