import { Card, Empty } from 'antd';
import { useState } from 'react';
import type { RecordId } from '#domain/identity.ts';
import { structureStatusWords } from '#domain/words.ts';
import { type RecordOf, useChildren, useRecord, useRecords } from '../../store/records.ts';
import { Page } from '../../ui/Page.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { ChoosePlan } from './ChoosePlan.tsx';
import { PlaceStructure } from './PlaceStructure.tsx';
import './plan.css';
import { PlanView } from './PlanView.tsx';
import { StateFilter } from './StateFilter.tsx';
import { planWords } from './words.ts';

type Structure = RecordOf<'structure'>;

/** 平面图: an estate's plan with its structures where they stand. */
export function PlanPage({ id }: { id: string }) {
  const t = useWords(planWords);
  const estate = useRecord('estate', id);
  const photos = useRecords('photo', id);
  const buildings = useRecords('building', id);
  const structures = useChildren(
    'structure',
    buildings?.map((building) => building.id),
  );
  if (estate === undefined || photos === undefined || structures === undefined) return null;
  if (estate === null) {
    return (
      <Page title={t('open')} back="/estates">
        <Empty description={t('unknown')} />
      </Page>
    );
  }
  const plan = photos
    .filter(({ fields }) => fields.stage === 'PLAN')
    .toSorted((a, b) => Date.parse(b.fields.importedAt) - Date.parse(a.fields.importedAt))[0];
  return (
    <Page
      title={t('title', { estate: estate.fields.name })}
      back={`/estates/${id}`}
      extra={plan && <ChoosePlan estate={estate} label={t('replace')} main={false} />}
    >
      {plan === undefined ? (
        <Card>
          <Empty description={t('none')}>
            <p className="hint">{t('noneHint')}</p>
            <ChoosePlan estate={estate} label={t('choose')} main />
          </Empty>
        </Card>
      ) : (
        <PlannedEstate estate={estate} plan={plan} structures={structures} />
      )}
    </Page>
  );
}

interface PlannedEstateProps {
  estate: RecordOf<'estate'>;
  plan: RecordOf<'photo'>;
  structures: readonly Structure[];
}

function PlannedEstate({ estate, plan, structures }: PlannedEstateProps) {
  const say = useWord();
  const [states, setStates] = useState<readonly string[]>([]);
  const [placing, setPlacing] = useState<{ id: RecordId; x: number; y: number } | null>(null);
  const alive = structures.filter(({ fields }) => fields.status !== 'void');
  const shown = alive.filter(({ fields }) => states.length === 0 || states.includes(fields.status));
  const one = placing && structures.find(({ id }) => id === placing.id);
  return (
    <>
      <Card size="small">
        <StateFilter
          states={[...new Set(alive.map(({ fields }) => fields.status))].map((status) => ({
            value: status,
            label: say(structureStatusWords[status]),
          }))}
          value={states}
          onChange={setStates}
        />
        <PlanView
          plan={plan}
          estate={estate.fields.name}
          structures={shown}
          placing={placing && one ? { ...placing, code: one.fields.code } : null}
          onPlace={(point) => placing && setPlacing({ ...placing, ...point })}
        />
      </Card>
      <PlaceStructure structures={alive} placing={placing} onPlacing={setPlacing} />
    </>
  );
}
