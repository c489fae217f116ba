import { zodResolver } from '@hookform/resolvers/zod';
import { type Control, FormProvider, useForm, useFormContext, useWatch } from 'react-hook-form';
import { z } from 'zod';
import { countIn, quantityText } from '#domain/count.ts';
import { sizeText } from '#domain/evidence.ts';
import { FixtureType, type Policy } from '#domain/policy.ts';
import { fixtureTypeWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import type { RecordOf } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { decimal, text } from '../../ui/field/parse.ts';
import { PhotoStrip } from '../../ui/PhotoStrip.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { useWord, useWords } from '../../words/language.ts';
import type { Room } from './room.ts';
import { SignatureFields } from './SignatureFields.tsx';
import { SignatureEntry, unsigned } from './signature-entry.ts';
import { exchangeChoices, specChoices } from './spec-choices.ts';
import { confirmChanges } from './steps.ts';
import { owedWords } from './words.ts';

const spec = z.string().trim().min(1, 'choose').max(60);
const ConfirmEntry = z.object({
  choices: z.array(z.object({ type: z.enum(FixtureType.options), spec, upgradeYuan: decimal(0, 100_000), note: text(200, 0) })),
  signature: SignatureEntry,
});
type Line = RecordOf<'entitlement'>;
type Typed = z.input<typeof ConfirmEntry>;
type Confirmed = z.infer<typeof ConfirmEntry>;

interface ConfirmFormProps {
  /** One line or several of the same household: one signature for all. */
  lines: readonly Line[];
  room: Room;
  onSaved(): void;
}

/** What the household chooses from the policy that was frozen when its piece was removed. */
export function ConfirmForm({ lines, room, onSaved }: ConfirmFormProps) {
  const t = useWords(owedWords);
  const word = useWord();
  const desk = useDesk();
  const { saving, save } = useSaving();
  const policyOf = (line: Line): Policy | undefined => room.policies.find((one) => one.id === line.fields.policy.id)?.fields;
  const form = useForm<Typed, unknown, Confirmed>({
    resolver: zodResolver(ConfirmEntry),
    defaultValues: {
      choices: lines.map((line) => ({
        type: line.fields.type,
        spec: onlySpec(policyOf(line), line.fields.type),
        upgradeYuan: '0',
        note: '',
      })),
      signature: unsigned(room.household?.contactName ?? ''),
    },
  });
  const draft = useDraft(form, { kind: 'confirm', of: lines.map((line) => line.id), about: room.address });
  const { control } = form;
  const subject = { place: room.address, code: t('confirm') };

  const submit = form.handleSubmit(async ({ choices, signature }) => {
    const chosen = lines.flatMap((line, index) => {
      const choice = choices[index];
      return choice === undefined ? [] : [{ line, ...choice }];
    });
    if (await save(confirmChanges(desk, chosen, signature, subject), draft)) onSaved();
  });

  return (
    <FormProvider {...form}>
      <StepSheet label={t('confirm')} draft={draft} onSubmit={submit} save={t('saveConfirm')} saving={saving}>
        {lines.map((line, index) => (
          <fieldset key={line.id} className="line-choice">
            <legend>
              {word(fixtureTypeWords[line.fields.type])} × {word(quantityText(countIn(line.fields)))}{' '}
              {room.fixtures.get(line.fields.fixture)?.fields.positionLabel}
            </legend>
            <Removed line={line} room={room} />
            <ChoiceFields control={control} index={index} line={line} policy={policyOf(line)} />
          </fieldset>
        ))}
        <SignatureFields watermark={subject} lines={lines} />
      </StepSheet>
    </FormProvider>
  );
}

/** What was taken down, as it is agreed about: sizes, day and pictures. */
function Removed({ line, room }: { line: Line; room: Room }) {
  const t = useWords(owedWords);
  const { fixture, removal, removedSizes, removedOn } = line.fields;
  const before = room.fixtures.get(fixture)?.fields.photos.filter(({ stage }) => stage === 'BEFORE') ?? [];
  const sizes = sizeText(removedSizes);
  return (
    <>
      <span className="hint">
        {t('removedOn')} {removedOn}
        {sizes !== '' && ` · ${t('removedSizes')} ${sizes}`}
      </span>
      <PhotoStrip photos={[...before, ...(room.removals.get(removal)?.fields.photos ?? [])]} />
    </>
  );
}

const onlySpec = (policy: Policy | undefined, type: FixtureType): string => {
  const [first, ...others] = specChoices(policy, type);
  return first !== undefined && others.length === 0 ? first.spec : '';
};

interface ChoiceFieldsProps {
  control: Control<Typed, unknown, Confirmed>;
  index: number;
  line: Line;
  policy: Policy | undefined;
}

/** One line's choice: what comes back by the exchange table, its specification, and what a better one costs. */
function ChoiceFields({ control, index, line, policy }: ChoiceFieldsProps) {
  const t = useWords(owedWords);
  const word = useWord();
  const { setValue } = useFormContext<Typed>();
  const type = useWatch({ control, name: `choices.${index}.type` });
  const types = exchangeChoices(policy, line.fields.type);
  const specs = specChoices(policy, type);
  return (
    <>
      {types.length > 1 && (
        <ChoiceField
          control={control}
          name={`choices.${index}.type`}
          label={t('returnAs')}
          choices={types.map((value) => ({
            value,
            label: t(value === line.fields.type ? 'sameType' : 'exchange', { type: word(fixtureTypeWords[value]) }),
          }))}
          onPick={(picked) => {
            const found = types.find((value) => value === picked) ?? line.fields.type;
            setValue(`choices.${index}.spec`, onlySpec(policy, found));
            setValue(`choices.${index}.upgradeYuan`, '0');
          }}
        />
      )}
      <ChoiceField
        control={control}
        name={`choices.${index}.spec`}
        label={t('spec')}
        choices={specs.map(({ spec, yuan }) => ({ value: spec, label: yuan === 0 ? spec : t('upgradeSpec', { spec, yuan }) }))}
        onPick={(picked) => setValue(`choices.${index}.upgradeYuan`, String(specs.find(({ spec }) => spec === picked)?.yuan ?? 0))}
      />
      <div className="fields">
        <TextField
          control={control}
          name={`choices.${index}.upgradeYuan`}
          label={t('upgradeYuan')}
          inputMode="decimal"
          hint={t('upgradeHint')}
        />
        <TextField control={control} name={`choices.${index}.note`} label={t('note')} optional />
      </div>
    </>
  );
}
