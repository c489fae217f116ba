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

interface Placing {
  id: RecordId;
  x: number;
  y: number;
}

interface PlaceStructureProps {
  structures: readonly RecordOf<'structure'>[];
  placing: Placing | null;
  onPlacing(placing: Placing | null): void;
}

/** Puts a structure on the plan, or moves it: those not on it yet come first. */
export function PlaceStructure({ structures, placing, onPlacing }: PlaceStructureProps) {
  const t = useWords(planWords);
  const say = useWord();
  const id = useId();
  const { user } = useDesk();
  const { saving, save } = useSaving();
  const movable = structures.filter(({ fields }) => mayPatch('structure', { status: fields.status }, user).includes('pin'));
  const missing = movable.filter(({ fields }) => !fields.pin);
  const ordered = [...missing, ...movable.filter(({ fields }) => fields.pin)];
  const chosen = placing && structures.find((one) => one.id === placing.id);

  async function keep(record: RecordOf<'structure'>, { x, y }: Placing): Promise<void> {
    if (await save([patchOf(record, { pin: { x, y } })])) onPlacing(null);
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
            options={ordered.map(({ id: value, fields }) => ({
              value,
              label: [fields.pin ? '●' : '○', fields.code, say(structureKindWords[fields.kind]), fields.place.label]
                .filter(Boolean)
                .join(' '),
            }))}
            onChange={(value) => {
              const structure = structures.find((one) => one.id === value);
              if (structure) onPlacing({ id: structure.id, ...(structure.fields.pin ?? { x: 0.5, y: 0.5 }) });
            }}
          />
        </div>
        {placing && chosen && (
          <Flex gap={8} align="center" wrap>
            <strong role="status">{t('placing', { code: chosen.fields.code })}</strong>
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
