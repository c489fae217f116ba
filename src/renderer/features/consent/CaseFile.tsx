import { Button, Card, Descriptions, Flex, Timeline } from 'antd';
import type { ReactNode } from 'react';
import type { PhotoRef } from '#domain/evidence.ts';
import type { RecordId, RecordType } from '#domain/identity.ts';
import { photoStages } from '#domain/photo.ts';
import { legacyWord, photoStageWords, type Word } from '#domain/words.ts';
import { HistoryCard } from '../../ui/history/HistoryCard.tsx';
import { PhotoStrip } from '../../ui/PhotoStrip.tsx';
import { StatusTag, type Tone } from '../../ui/StatusTag.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { photoWords } from '../photo/words.ts';
import { HoldBanner } from '../waiting/HoldBanner.tsx';
import './consent.css';
import { GoneTags, Moves, useProof } from './Evidence.tsx';
import { consentWords } from './words.ts';

export interface Fact {
  label: string;
  value: ReactNode;
}

/** Something that happened, on a day where one is known. */
export interface Happening {
  on: string;
  text: string;
}

interface CaseFileProps {
  record: { type: RecordType; id: RecordId };
  word: Word;
  tone: Tone;
  pending: number;
  conflicts: number;
  facts: readonly Fact[];
  photos: readonly PhotoRef[];
  happenings: readonly Happening[];
  next: ReactNode;
  /** From before the app: its source row stands for evidence. */
  legacy?: boolean;
  /** What corrects the record, below what it says. */
  corrections?: ReactNode;
}

/** 一违一档: the state and the next step first, then facts, photos by stage, and what happened. */
export function CaseFile(props: CaseFileProps) {
  const { record, word, tone, pending, conflicts, facts, photos, happenings, next, legacy = false, corrections } = props;
  const t = useWords(consentWords);
  const { now, gone, moved } = useProof(record.id, photos);
  const tp = useWords(photoWords);
  const unsaid = <span className="hint">{t('unsaid')}</span>;
  return (
    <Flex vertical gap={16}>
      <HoldBanner id={record.id} />
      <Flex gap={12} align="center" wrap>
        <StatusTag word={word} tone={tone} />
        {legacy && <StatusTag word={legacyWord} tone="neutral" />}
        <GoneTags gone={gone} />
        {pending > 0 && <span className="hint">{t('pending', { count: pending })}</span>}
        {conflicts > 0 && <StatusTag word={{ zh: consentWords.zh.conflict, en: consentWords.en.conflict }} tone="bad" />}
      </Flex>
      {next}
      <Card title={<h2 className="card-title">{t('facts')}</h2>}>
        <Descriptions
          size="small"
          column={{ xs: 1, md: 2, xl: 3 }}
          items={facts.map(({ label, value }) => ({ key: label, label, children: value === '' || value === null ? unsaid : value }))}
        />
      </Card>
      <Card
        title={<h2 className="card-title">{t('photos')}</h2>}
        extra={now.length > 0 && <Button href={`#/photos/${record.type}/${record.id}`}>{tp('to')}</Button>}
      >
        <PhotosByStage photos={now} of={record.id} />
        <Moves moved={moved} />
      </Card>
      <Card title={<h2 className="card-title">{t('history')}</h2>}>
        <Timeline items={happenings.map(({ on, text }) => ({ content: `${on} ${text}`.trim() }))} />
      </Card>
      {corrections}
      <HistoryCard type={record.type} id={record.id} />
    </Flex>
  );
}

function PhotosByStage({ photos, of }: { photos: readonly PhotoRef[]; of: RecordId }) {
  const t = useWords(consentWords);
  const say = useWord();
  if (photos.length === 0) return <span className="hint">{t('noPhotos')}</span>;
  return (
    <Flex vertical gap={12}>
      {photoStages.map((stage) => {
        const own = photos.filter((photo) => photo.stage === stage);
        return own.length === 0 ? null : (
          <section key={stage} aria-label={say(photoStageWords[stage])}>
            <h3 className="stage-title">
              {say(photoStageWords[stage])} {own.length}
            </h3>
            <PhotoStrip photos={own} of={of} />
          </section>
        );
      })}
    </Flex>
  );
}
