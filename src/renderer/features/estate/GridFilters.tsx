import { Progress as Bar, Button, Checkbox, Flex, Select } from 'antd';
import type { Tone } from '../../ui/StatusTag.tsx';
import { useWords } from '../../words/language.ts';
import { buildingWords } from './building-words.ts';
import { type GridFilter, isFiltered, noFilter, type Progress } from './grid-filter.ts';

const tones = ['waiting', 'active', 'bad', 'good'] as const satisfies readonly Tone[];

interface GridFiltersProps {
  filter: GridFilter;
  onChange(filter: GridFilter): void;
  /** How many rooms match. */
  found: number;
  progress: Progress;
}

/** What of the grid is looked at, and how far the building is. */
export function GridFilters({ filter, onChange, found, progress }: GridFiltersProps) {
  const t = useWords(buildingWords);
  const { rooms, known, things, done } = progress;
  return (
    <section className="grid-filters" aria-label={t('filters')}>
      <Flex gap={8} align="center" wrap>
        <Select
          aria-label={t('byState')}
          className="grid-select"
          value={filter.tone ?? ''}
          onChange={(value) => onChange({ ...filter, tone: tones.find((tone) => tone === value) ?? null })}
          options={[{ value: '', label: t('anyState') }, ...tones.map((value) => ({ value, label: t(`tone_${value}`) }))]}
        />
        <Select
          aria-label={t('byType')}
          className="grid-select"
          value={filter.type ?? ''}
          onChange={(value) => onChange({ ...filter, type: value === 'structure' || value === 'fixture' ? value : null })}
          options={[
            { value: '', label: t('anyType') },
            { value: 'structure', label: t('structures') },
            { value: 'fixture', label: t('fixtures') },
          ]}
        />
        <Checkbox checked={filter.unswept} onChange={(event) => onChange({ ...filter, unswept: event.target.checked })}>
          {t('onlyUnswept')}
        </Checkbox>
        <Checkbox checked={filter.mine} onChange={(event) => onChange({ ...filter, mine: event.target.checked })}>
          {t('onlyMine')}
        </Checkbox>
        {isFiltered(filter) && <Button onClick={() => onChange(noFilter)}>{t('showAll')}</Button>}
        <span role="status" className="hint">
          {isFiltered(filter) ? t('matching', { n: found, all: rooms }) : ''}
        </span>
      </Flex>
      <Flex gap={16} align="center" wrap className="grid-progress">
        <ProgressLine label={t('roomsKnown', { known, rooms })} part={known} whole={rooms} />
        <ProgressLine label={t('thingsDone', { done, things })} part={done} whole={things} />
      </Flex>
    </section>
  );
}

function ProgressLine({ label, part, whole }: { label: string; part: number; whole: number }) {
  return (
    <span className="grid-progress-line">
      <span>{label}</span>
      <Bar percent={whole === 0 ? 0 : Math.floor((part / whole) * 100)} size="small" showInfo={false} aria-label={label} />
    </span>
  );
}
