import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Empty, Flex, Progress } from 'antd';
import { type ReactNode, useState } from 'react';
import { type RecordOf, useRecord } from '../../store/records.ts';
import { OnlyFor } from '../../ui/OnlyFor.tsx';
import { Page } from '../../ui/Page.tsx';
import { sentenceOf } from '../../ui/sentence-of.ts';
import { currentLanguage, useWords } from '../../words/language.ts';
import { importWords } from './import-words.ts';
import { RosterDrop } from './RosterDrop.tsx';
import { RosterPreview } from './RosterPreview.tsx';
import { type ConflictChoice, chosenHouseholds } from './roster-plan.ts';
import { type ImportState, useRosterImport } from './use-roster-import.ts';
import { estateWords } from './words.ts';

export function ImportPage({ estate: id }: { estate: string }) {
  const t = useWords(importWords);
  const te = useWords(estateWords);
  const estate = useRecord('estate', id);
  if (estate === undefined) return <Page title={t('title')}>{null}</Page>;
  return (
    <OnlyFor type="household" title={t('title')} back={`/estates/${id}`}>
      <Page title={t('title')} back={`/estates/${id}`}>
        {estate === null ? <Empty description={te('unknownEstate')} /> : <RosterImport estate={estate} />}
      </Page>
    </OnlyFor>
  );
}

/** File, preview, progress, result. */
function RosterImport({ estate }: { estate: RecordOf<'estate'> }) {
  const t = useWords(importWords);
  const navigate = useNavigate();
  const { state, read, bringIn, stop, restart } = useRosterImport(estate);
  const open = () => void navigate({ to: '/estates/$estate', params: { estate: estate.id } });
  const again = (
    <Button size="large" onClick={restart}>
      {t('again')}
    </Button>
  );
  switch (state.step) {
    case 'choose':
      return (
        <Flex vertical gap={16}>
          {state.problem !== undefined && <Alert type="error" showIcon role="alert" title={sentenceOf(state.problem, currentLanguage())} />}
          <RosterDrop onFile={(file) => void read(file)} />
        </Flex>
      );
    case 'reading':
      return <p role="status">{t('reading', { name: state.file })}</p>;
    case 'preview':
      return <Preview state={state} onImport={(choices) => void bringIn(state, choices)} again={again} />;
    case 'importing':
      return (
        <Flex vertical gap={12} role="status">
          {t('importing', { done: state.done, total: state.total })}
          <Progress percent={Math.round((state.done / state.total) * 100)} aria-label={t('importing', state)} />
          <Button size="large" onClick={stop} style={{ alignSelf: 'flex-start' }}>
            {t('stop')}
          </Button>
        </Flex>
      );
    case 'stopped':
      return <Ending type="warning" title={t('stopped', { done: state.done })} actions={again} />;
    case 'failed':
      return (
        <Ending type="error" title={t('failed', { done: state.done, why: sentenceOf(state.why, currentLanguage()) })} actions={again} />
      );
    case 'done': {
      const { buildings, households, existing } = state;
      const openEstate = (
        <Button type="primary" size="large" className="main-action" onClick={open}>
          {t('open')}
        </Button>
      );
      return <Ending type="success" title={t('done', { buildings, households, existing })} actions={openEstate} />;
    }
    default:
      return state satisfies never;
  }
}

function Ending({ type, title, actions }: { type: 'success' | 'warning' | 'error'; title: string; actions: ReactNode }) {
  return (
    <Flex vertical gap={16}>
      <Alert type={type} showIcon role={type === 'success' ? 'status' : 'alert'} title={title} />
      {actions}
    </Flex>
  );
}

interface PreviewProps {
  state: ImportState & { step: 'preview' };
  onImport(choices: ReadonlyMap<number, ConflictChoice>): void;
  again: ReactNode;
}

function Preview({ state, onImport, again }: PreviewProps) {
  const t = useWords(importWords);
  const [choices, setChoices] = useState<ReadonlyMap<number, ConflictChoice>>(new Map());
  const nothing = chosenHouseholds(state.plan, choices).length === 0;
  return (
    <Flex vertical gap={16}>
      <p>{t('file', { name: state.file })}</p>
      {nothing && state.plan.existing > 0 && <Alert type="info" showIcon role="status" title={t('nothing')} />}
      <Flex gap={12} wrap>
        <Button type="primary" size="large" className="main-action" disabled={nothing} onClick={() => onImport(choices)}>
          {t('confirm')}
        </Button>
        {again}
      </Flex>
      <RosterPreview plan={state.plan} choices={choices} onChoose={(row, choice) => setChoices(new Map([...choices, [row, choice]]))} />
    </Flex>
  );
}
