import { Button, Card } from 'antd';
import { type UseFormReturn, useWatch } from 'react-hook-form';
import { FixtureType } from '#domain/policy.ts';
import { fixtureTypeWords, materialWords, sideWords } from '#domain/words.ts';
import { useChoices } from '../../ui/field/choices.ts';
import { CheckField, ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { useWords } from '../../words/language.ts';
import { coversWindows, type FixtureParsed, type FixtureTyped, type Measure, measuresOf, ownerWords } from './fixture-form.ts';
import { PositionChips } from './PositionChips.tsx';
import { surveyWords } from './words.ts';

type FixtureUse = UseFormReturn<FixtureTyped, unknown, FixtureParsed>;

export function FixturePlaceCard({ form }: { form: FixtureUse }) {
  const { control } = form;
  const t = useWords(surveyWords);
  const choices = useChoices();
  return (
    <Card title={t('what')}>
      <div className="fields">
        <div className="wide">
          <ChoiceField control={control} name="type" label={t('type')} choices={choices(fixtureTypeWords)} />
        </div>
        <TextField control={control} name="unit" label={t('unit')} optional />
        <TextField control={control} name="room" label={t('room')} optional inputMode="numeric" />
        <div className="wide position">
          <TextField control={control} name="positionLabel" label={t('positionLabel')} hint={t('positionHint')} />
          <PositionChips form={form} />
        </div>
        <ChoiceField control={control} name="side" label={t('side')} choices={choices(sideWords)} />
        <CheckField control={control} name="streetFacing" label={t('streetFacing')} />
        <CheckField control={control} name="blocksWorks" label={t('blocksWorks')} />
      </div>
    </Card>
  );
}

/** Each type is measured its own way, in millimetres. */
export function FixtureSizesCard(props: { form: FixtureUse; offered: readonly (readonly [Measure, string])[]; optional?: boolean }) {
  const { form, offered, optional = false } = props;
  const { control } = form;
  const t = useWords(surveyWords);
  const choices = useChoices();
  const typed = useWatch({ control, name: 'type' });
  const type = FixtureType.safeParse(typed).data;
  const measures = type === undefined ? [] : measuresOf[type];
  const same = offered.length > 0 && offered.map(([measure]) => measure).join() === measures.join();
  function takeSame(): void {
    for (const [measure, value] of offered)
      form.setValue(measure, value, { shouldDirty: true, shouldValidate: form.formState.isSubmitted });
  }
  return (
    <Card title={t('sizes')}>
      <div className="fields">
        {same && (
          <div className="wide">
            <Button onClick={takeSame}>{t('sameSizes', { sizes: offered.map(([, value]) => value).join('×') })}</Button>
          </div>
        )}
        {measures.map((measure) => (
          <TextField key={measure} control={control} name={measure} label={t(measure)} inputMode="numeric" optional={optional} />
        ))}
        <TextField control={control} name="qty" label={t('qty')} inputMode="numeric" />
        {coversWindows(typed) && (
          <TextField control={control} name="openings" label={t('openings')} inputMode="numeric" hint={t('openingsHint')} optional />
        )}
        <TextField control={control} name="projectionCm" label={t('projectionCm')} inputMode="decimal" optional />
        <div className="wide">
          <ChoiceField control={control} name="material" label={t('material')} choices={choices(materialWords)} optional />
        </div>
        <ChoiceField control={control} name="owner" label={t('owner')} choices={choices(ownerWords)} />
        <TextField control={control} name="condition" label={t('condition')} optional />
        <div className="wide">
          <TextField control={control} name="note" label={t('note')} lines={2} optional />
        </div>
      </div>
    </Card>
  );
}
