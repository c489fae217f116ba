import { Card } from 'antd';
import { useEffect, useRef } from 'react';
import { type Control, type UseFormReturn, useWatch } from 'react-hook-form';
import { materialWords, structureKindWords, zoneWords } from '#domain/words.ts';
import { useChoices } from '../../ui/field/choices.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { useWords } from '../../words/language.ts';
import { areaIsOff, areaOfSides, type StructureParsed, type StructureTyped } from './structure-form.ts';
import { surveyWords } from './words.ts';

export type StructureControl = Control<StructureTyped, unknown, StructureParsed>;

/** Zone, kind and where it is: what a quick record needs besides its photos. */
export function StructurePlaceCard({ control }: { control: StructureControl }) {
  const t = useWords(surveyWords);
  const choices = useChoices();
  return (
    <Card title={t('where')}>
      <div className="fields">
        <div className="wide">
          <ChoiceField control={control} name="zone" label={t('zone')} choices={choices(zoneWords)} />
        </div>
        <div className="wide">
          <ChoiceField control={control} name="kind" label={t('kind')} choices={choices(structureKindWords)} />
        </div>
        <TextField control={control} name="unit" label={t('unit')} optional />
        <TextField control={control} name="room" label={t('room')} optional inputMode="numeric" />
        <TextField control={control} name="label" label={t('label')} optional hint={t('labelHint')} />
      </div>
    </Card>
  );
}

/** The area follows the sides until a person states it otherwise; then a difference asks for its reason. */
function useAreaFromSides(form: UseFormReturn<StructureTyped, unknown, StructureParsed>): boolean {
  const [lengthM, widthM, areaM2] = useWatch({ control: form.control, name: ['lengthM', 'widthM', 'areaM2'] });
  const last = useRef(areaOfSides(lengthM, widthM));
  useEffect(() => {
    const area = areaOfSides(lengthM, widthM);
    if (area === last.current) return;
    const follows = areaM2 === '' || areaM2 === last.current;
    last.current = area;
    if (follows && area !== undefined) form.setValue('areaM2', area, { shouldDirty: true, shouldValidate: form.formState.isSubmitted });
  }, [areaM2, form, lengthM, widthM]);
  return areaIsOff({ lengthM, widthM, areaM2 });
}

export function StructureSizesCard({ form }: { form: UseFormReturn<StructureTyped, unknown, StructureParsed> }) {
  const t = useWords(surveyWords);
  const choices = useChoices();
  const off = useAreaFromSides(form);
  const { control } = form;
  return (
    <Card title={t('sizes')}>
      <div className="fields">
        <div className="wide">
          <ChoiceField control={control} name="material" label={t('material')} choices={choices(materialWords)} hint={t('sizesHint')} />
        </div>
        <TextField control={control} name="lengthM" label={t('lengthM')} inputMode="decimal" optional />
        <TextField control={control} name="widthM" label={t('widthM')} inputMode="decimal" optional />
        <TextField control={control} name="heightM" label={t('heightM')} inputMode="decimal" optional />
        <TextField control={control} name="areaM2" label={t('areaM2')} inputMode="decimal" hint={t('areaHint')} />
        {off && <TextField control={control} name="areaReason" label={t('areaReason')} />}
        <TextField control={control} name="projectionCm" label={t('projectionCm')} inputMode="decimal" optional />
        <TextField control={control} name="builtYear" label={t('builtYear')} inputMode="numeric" optional />
        <TextField control={control} name="use" label={t('use')} optional />
        <div className="wide">
          <TextField control={control} name="note" label={t('note')} lines={2} optional />
        </div>
      </div>
    </Card>
  );
}
