import { Button } from 'antd';
import type { Zone } from '#domain/estate.ts';
import { sweepResultWords, zoneWords } from '#domain/words.ts';
import type { RecordOf } from '../../store/records.ts';
import { StatusTag, type Tone } from '../../ui/StatusTag.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import { buildingWords } from './building-words.ts';
import './elevation.css';
import type { SweepMark } from './sweeps.ts';
import { ThingList } from './ThingLink.tsx';

const tones: Record<RecordOf<'sweep'>['fields']['result'], Tone> = { NONE: 'good', FOUND: 'waiting', NO_ACCESS: 'bad' };

interface ZoneStripProps {
  zone: Zone;
  marks: readonly SweepMark[];
  structures: readonly RecordOf<'structure'>[];
  onSweep?: (() => void) | undefined;
  onSurvey?: (() => void) | undefined;
}

/** A zone outside the flats: who looked at it and when, and what stands there. Blank is not clean. */
export function ZoneStrip({ zone, marks, structures, onSweep, onSurvey }: ZoneStripProps) {
  const t = useWords(buildingWords);
  const say = useWord();
  const name = say(zoneWords[zone]);
  return (
    <section className="strip" aria-label={name}>
      <h2>{name}</h2>
      {marks.map((mark) => (
        <Mark key={mark.unit ?? ''} mark={mark} />
      ))}
      {structures.length > 0 && <ThingList things={structures} none="" />}
      <div className="strip-actions">
        {onSweep !== undefined && (
          <Button onClick={onSweep} aria-label={`${t('sweep')} ${name}`}>
            {t('sweep')}
          </Button>
        )}
        {onSurvey !== undefined && (
          <Button onClick={onSurvey} aria-label={`${t('surveyStructure')} ${name}`}>
            {t('surveyStructure')}
          </Button>
        )}
      </div>
    </section>
  );
}

function Mark({ mark: { unit, sweep } }: { mark: SweepMark }) {
  const t = useWords(buildingWords);
  return (
    <span>
      {unit !== null && `${t('unit', { unit })} `}
      {sweep === undefined ? (
        <StatusTag word={{ zh: '未排查', en: 'Not swept' }} tone="waiting" />
      ) : (
        <>
          <StatusTag word={sweepResultWords[sweep.fields.result]} tone={tones[sweep.fields.result]} />{' '}
          <span className="hint">
            {localTime(sweep.fields.at)} {sweep.fields.by}
          </span>
        </>
      )}
    </span>
  );
}
