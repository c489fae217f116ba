import { Card, Empty } from 'antd';
import { useState } from 'react';
import type { RecordId } from '#domain/identity.ts';
import { structureKindWords, structureStatusWords } from '#domain/words.ts';
import { type RecordOf, useChildren, useRecord, useRecords } from '../../store/records.ts';
import { Page } from '../../ui/Page.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { structureTones } from '../structure/tone.ts';
import { ChoosePlan } from './ChoosePlan.tsx';
import { buildingLabels, latestPlan } from './estate-plan.ts';
import { type Placeable, PlaceOnPlan } from './PlaceOnPlan.tsx';
import './plan.css';
import { type PlanPin, PlanView } from './PlanView.tsx';
import { StateFilter } from './StateFilter.tsx';
import { planWords } from './words.ts';

type Structure = RecordOf<'structure'>;
type Building = RecordOf<'building'>;

/** 平面图: an estate's plan with its buildings and structures where they stand. */
export function PlanPage({ id }: { id: string }) {
  const t = useWords(planWords);
  const estate = useRecord('estate', id);
  const photos = useRecords('photo', id);
  const buildings = useRecords('building', id);
  const structures = useChildren(
    'structure',
    buildings?.map((building) => building.id),
  );
  if (estate === undefined || photos === undefined || buildings === undefined || structures === undefined) return null;
  if (estate === null) {
    return (
      <Page title={t('open')} back="/estates">
        <Empty description={t('unknown')} />
      </Page>
    );
  }
  const plan = latestPlan(photos);
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
        <PlannedEstate estate={estate} plan={plan} structures={structures} buildings={buildings} />
      )}
    </Page>
  );
}

interface PlannedEstateProps {
  estate: RecordOf<'estate'>;
  plan: RecordOf<'photo'>;
  structures: readonly Structure[];
  buildings: readonly Building[];
}

function PlannedEstate({ estate, plan, structures, buildings }: PlannedEstateProps) {
  const say = useWord();
  const pinOf = useStructurePin();
  const [states, setStates] = useState<readonly string[]>([]);
  const [placing, setPlacing] = useState<{ id: RecordId; x: number; y: number } | null>(null);
  const alive = structures.filter(({ fields }) => fields.status !== 'void');
  const shown = alive.filter(({ fields }) => states.length === 0 || states.includes(fields.status));
  const placeable: Placeable[] = [...alive, ...buildings];
  const one = placing && placeable.find(({ id }) => id === placing.id);
  const name = one?.type === 'building' ? one.fields.label : one?.fields.code;
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
          pins={shown.flatMap(pinOf)}
          labels={buildingLabels(buildings)}
          placing={placing && name !== undefined ? { ...placing, code: name } : null}
          onPlace={(point) => placing && setPlacing({ ...placing, ...point })}
        />
      </Card>
      <PlaceOnPlan things={placeable} placing={placing} onPlacing={setPlacing} />
    </>
  );
}

/** A structure's pin, where it has been placed. */
function useStructurePin(): (structure: Structure) => PlanPin[] {
  const t = useWords(planWords);
  const say = useWord();
  return ({ id, fields: { pin, code, kind, status } }) => {
    if (!pin) return [];
    const label = t('pin', { code, kind: say(structureKindWords[kind]), status: say(structureStatusWords[status]) });
    return [{ id, ...pin, name: code, label, tone: structureTones[status], open: `#/structures/${id}` }];
  };
}
