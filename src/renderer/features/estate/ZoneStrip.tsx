import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { Zone } from '#domain/estate.ts';
import { debrisStatusWords, sweepResultWords, zoneWords } from '#domain/words.ts';
import type { RecordOf } from '../../store/records.ts';
import { StatusTag, type Tone } from '../../ui/StatusTag.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import { debrisTones } from '../debris/tone.ts';
import { buildingWords } from './building-words.ts';
import './elevation.css';
import { notSweptWord, type SweepMark } from './sweeps.ts';
import { ThingList } from './ThingLink.tsx';

const tones: Record<RecordOf<'sweep'>['fields']['result'], Tone> = { NONE: 'good', FOUND: 'waiting', NO_ACCESS: 'bad' };

interface ZoneStripProps {
  zone: Zone;
  marks: readonly SweepMark[];
  structures: readonly RecordOf<'structure'>[];
  debris: readonly RecordOf<'debris'>[];
  onSweep?: (() => void) | undefined;
  onSurvey?: (() => void) | undefined;
  onDebris?: (() => void) | undefined;
}

/** A zone outside the flats: who looked at it and when, and what stands there. Blank is not clean. */
export function ZoneStrip({ zone, marks, structures, debris, onSweep, onSurvey, onDebris }: ZoneStripProps) {
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
      {debris.length > 0 && <DebrisList debris={debris} />}
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
        {onDebris !== undefined && (
          <Button onClick={onDebris} aria-label={`${t('surveyDebris')} ${name}`}>
            {t('surveyDebris')}
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
        <StatusTag word={notSweptWord} tone="waiting" />
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

function DebrisList({ debris }: { debris: readonly RecordOf<'debris'>[] }) {
  const t = useWords(buildingWords);
  return (
    <ul className="things">
      {debris.map(({ id, fields }) => (
        <li key={id}>
          <Link to="/debris/$debris" params={{ debris: id }} className="thing-link">
            {[fields.code, t('debris'), fields.place.label ?? '', `${fields.volumeM3} m³`].filter(Boolean).join(' ')}{' '}
            <StatusTag word={debrisStatusWords[fields.status]} tone={debrisTones[fields.status]} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
