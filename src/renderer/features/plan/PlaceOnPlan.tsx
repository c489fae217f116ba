import { Button, Card, Flex, Select } from 'antd';
import { useId } from 'react';
import { mayPatch } from '#domain/authority.ts';
import type { RecordId } from '#domain/identity.ts';
import { structureKindWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { patchOf, type RecordOf } from '../../store/records.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { planWords } from './words.ts';

/** What is put on the plan: a structure itself, a building for all that has no pin of its own. */
export type Placeable = RecordOf<'structure'> | RecordOf<'building'>;

interface Placing {
  id: RecordId;
  x: number;
  y: number;
}

interface PlaceOnPlanProps {
  things: readonly Placeable[];
  placing: Placing | null;
  onPlacing(placing: Placing | null): void;
}

const pinChange = (thing: Placeable, pin: { x: number; y: number }) =>
  thing.type === 'structure' ? patchOf(thing, { pin }) : patchOf(thing, { pin });

/** Puts a structure or a building on the plan, or moves it: those not on it yet come first. */
export function PlaceOnPlan({ things, placing, onPlacing }: PlaceOnPlanProps) {
  const t = useWords(planWords);
  const say = useWord();
  const id = useId();
  const { user } = useDesk();
  const { saving, save } = useSaving();
  const movable = things.filter((thing) =>
    mayPatch(thing.type, thing.type === 'structure' ? { status: thing.fields.status } : {}, user).includes('pin'),
  );
  const missing = movable.filter(({ fields }) => !fields.pin);
  const ordered = [...missing, ...movable.filter(({ fields }) => fields.pin)];
  const chosen = placing && things.find((one) => one.id === placing.id);
  const nameOf = (thing: Placeable) =>
    thing.type === 'building'
      ? thing.fields.label
      : [thing.fields.code, say(structureKindWords[thing.fields.kind]), thing.fields.place.label].filter(Boolean).join(' ');

  async function keep(thing: Placeable, { x, y }: Placing): Promise<void> {
    if (await save([pinChange(thing, { x, y })])) onPlacing(null);
  }

  return (
    <Card size="small" title={t('toPlace', { count: missing.length })}>
      <Flex vertical gap={12}>
        {missing.length === 0 && <span className="hint">{t('allPlaced')}</span>}
        <span className="hint">{t('toPlaceHint')}</span>
        <div className="plan-filter">
          <label htmlFor={id} className="field-label">
            {t('choosePlace')}
          </label>
          <Select
            id={id}
            size="large"
            style={{ width: '100%' }}
            showSearch={{ optionFilterProp: 'label' }}
            value={placing?.id ?? null}
            options={ordered.map((thing) => ({ value: thing.id, label: `${thing.fields.pin ? '●' : '○'} ${nameOf(thing)}` }))}
            onChange={(value) => {
              const thing = things.find((one) => one.id === value);
              if (thing) onPlacing({ id: thing.id, ...(thing.fields.pin ?? { x: 0.5, y: 0.5 }) });
            }}
          />
        </div>
        {placing && chosen && (
          <Flex gap={8} align="center" wrap>
            <strong role="status">{t('placing', { code: nameOf(chosen) })}</strong>
            <Button type="primary" size="large" className="main-action" loading={saving} onClick={() => void keep(chosen, placing)}>
              {t('save')}
            </Button>
            <Button size="large" className="main-action" onClick={() => onPlacing(null)}>
              {t('cancel')}
            </Button>
          </Flex>
        )}
      </Flex>
    </Card>
  );
}
