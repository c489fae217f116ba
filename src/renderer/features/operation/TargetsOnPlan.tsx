import { Alert, Button, Card, Flex } from 'antd';
import { useState } from 'react';
import type { TargetRef } from '#domain/evidence.ts';
import type { RecordId } from '#domain/identity.ts';
import { placeText } from '#domain/place.ts';
import { targetOutcomeWords } from '#domain/words.ts';
import { type RecordOf, useMany, useRecord, useRecords } from '../../store/records.ts';
import { usePunctuation, useWord, useWords } from '../../words/language.ts';
import { buildingLabels, latestPlan } from '../plan/estate-plan.ts';
import '../plan/plan.css';
import { type PlanPin, PlanView } from '../plan/PlanView.tsx';
import { groupWords } from './group-words.ts';
import { outcomeTone, type PlannedTargets, targetsByEstate } from './plan-pins.ts';
import { TargetCard } from './TargetCard.tsx';
import { placeOf, type Target } from './targets.ts';

interface OnPlanProps {
  operation: RecordOf<'operation'>;
  bound: readonly Target[];
  refs: readonly TargetRef[];
}

/** The targets where they stand, estate by estate; a tapped one opens below its plan, as in the list. */
export function TargetsOnPlan({ operation, bound, refs }: OnPlanProps) {
  const t = useWords(groupWords);
  const idsOf = (type: TargetRef['type']) => refs.flatMap((ref) => (ref.type === type ? [ref.id] : []));
  const structures = useMany('structure', idsOf('structure'));
  const fixtures = useMany('fixture', idsOf('fixture'));
  const targets: Target[] = [...(structures ?? []), ...(fixtures ?? [])];
  const buildings = useMany(
    'building',
    targets.map((target) => placeOf(target).building),
  );
  if (structures === undefined || fixtures === undefined || buildings === undefined) return null;
  return (
    <Flex vertical gap={16}>
      <p className="hint">{t('tapPin')}</p>
      {targetsByEstate(refs, targets, buildings).map((planned) => (
        <EstateTargets key={planned.estate} operation={operation} bound={bound} planned={planned} buildings={buildings} />
      ))}
    </Flex>
  );
}

interface EstateTargetsProps extends Pick<OnPlanProps, 'operation' | 'bound'> {
  planned: PlannedTargets;
  buildings: readonly RecordOf<'building'>[];
}

function EstateTargets({ operation, bound, planned, buildings }: EstateTargetsProps) {
  const t = useWords(groupWords);
  const { list } = usePunctuation();
  const [chosen, setChosen] = useState<RecordId | null>(null);
  const estate = useRecord('estate', planned.estate);
  const photos = useRecords('photo', planned.estate);
  const pinOf = useTargetPin(operation, buildings, setChosen);
  if (!estate || photos === undefined) return null;
  const plan = latestPlan(photos);
  const page = `#/estates/${planned.estate}/plan`;
  const target = [...planned.on.map((one) => one.target), ...planned.off].find(({ id }) => id === chosen);
  if (plan === undefined) {
    return (
      <Alert
        type="info"
        showIcon
        title={t('noPlan', { estate: estate.fields.name })}
        action={<Button href={page}>{t('addPlan')}</Button>}
      />
    );
  }
  return (
    <Card size="small" title={estate.fields.name}>
      <Flex vertical gap={12}>
        <PlanView
          plan={plan}
          estate={estate.fields.name}
          pins={planned.on.map(pinOf)}
          labels={buildingLabels(buildings.filter(({ fields }) => fields.estate === planned.estate))}
          placing={null}
          onPlace={() => undefined}
        />
        {planned.off.length > 0 && (
          <Flex gap={12} align="center" wrap>
            <span>{t('offPlan', { n: planned.off.length, names: list(planned.off.map(({ fields }) => fields.code)) })}</span>
            <Button href={page}>{t('place')}</Button>
          </Flex>
        )}
        {target !== undefined && (
          <ChosenTarget key={target.id} operation={operation} bound={bound} target={target} onClose={() => setChosen(null)} />
        )}
      </Flex>
    </Card>
  );
}

/** The tapped target: as it stands in the list. */
function ChosenTarget({ operation, bound, target, onClose }: Omit<OnPlanProps, 'refs'> & { target: Target; onClose(): void }) {
  const t = useWords(groupWords);
  const [open, setOpen] = useState(false);
  return (
    <Flex vertical gap={8}>
      <TargetCard
        operation={operation}
        target={bound.find(({ id }) => id === target.id)}
        reference={{ type: target.type, id: target.id }}
        open={open}
        onToggle={setOpen}
      />
      <Button style={{ alignSelf: 'start' }} onClick={onClose}>
        {t('close')}
      </Button>
    </Flex>
  );
}

/** A target's pin says its outcome, by its shape and in words. */
function useTargetPin(
  operation: RecordOf<'operation'>,
  buildings: readonly RecordOf<'building'>[],
  onOpen: (id: RecordId) => void,
): (planned: PlannedTargets['on'][number]) => PlanPin {
  const t = useWords(groupWords);
  const say = useWord();
  return ({ target, point }) => {
    const result = operation.fields.results[target.id];
    const place = placeOf(target);
    const label = t('pin', {
      code: target.fields.code,
      place: placeText(place, buildings.find(({ id }) => id === place.building)?.fields.label ?? ''),
      outcome: result === undefined ? t('noOutcome') : say(targetOutcomeWords[result.outcome]),
    });
    return { id: target.id, ...point, name: target.fields.code, label, tone: outcomeTone(result), open: () => onOpen(target.id) };
  };
}
