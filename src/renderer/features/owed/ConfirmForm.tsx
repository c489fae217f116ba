import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Flex } from 'antd';
import { FormProvider, useForm } from 'react-hook-form';
import { z } from 'zod';
import { countIn, quantityText } from '#domain/count.ts';
import { findTypePolicy, type Policy } from '#domain/policy.ts';
import { fixtureTypeWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import type { RecordOf } from '../../store/records.ts';
import { DraftGate } from '../../ui/draft/DraftGate.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { decimal, text } from '../../ui/field/parse.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWord, useWords } from '../../words/language.ts';
import type { Room } from './room.ts';
import { SignatureFields } from './SignatureFields.tsx';
import { SignatureEntry, unsigned } from './signature-entry.ts';
import { confirmChanges } from './steps.ts';
import { owedWords } from './words.ts';

const ConfirmEntry = z.object({
  choices: z.array(z.object({ spec: text(60), upgradeYuan: decimal(0, 100_000), note: text(200, 0) })),
  signature: SignatureEntry,
});
type Typed = z.input<typeof ConfirmEntry>;
type Confirmed = z.infer<typeof ConfirmEntry>;

interface ConfirmFormProps {
  /** One line or several of the same household: one signature for all. */
  lines: readonly RecordOf<'entitlement'>[];
  room: Room;
  onSaved(): void;
}

/** What the household chooses from the policy that was frozen when its piece was removed. */
export function ConfirmForm({ lines, room, onSaved }: ConfirmFormProps) {
  const t = useWords(owedWords);
  const word = useWord();
  const desk = useDesk();
  const { saving, save } = useSaving();
  const specsOf = (line: RecordOf<'entitlement'>) => {
    const policy: Policy | undefined = room.policies.find((one) => one.id === line.fields.policy.id)?.fields;
    return (policy && findTypePolicy(policy, line.fields.type)?.specs) ?? [];
  };
  const form = useForm<Typed, unknown, Confirmed>({
    resolver: zodResolver(ConfirmEntry),
    defaultValues: {
      choices: lines.map((line) => ({ spec: specsOf(line).length === 1 ? (specsOf(line)[0] ?? '') : '', upgradeYuan: '0', note: '' })),
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
      <DraftGate draft={draft}>
        <form onSubmit={submit} noValidate aria-label={t('confirm')}>
          <Flex vertical gap={16}>
            {lines.map((line, index) => (
              <fieldset key={line.id} className="line-choice">
                <legend>
                  {word(fixtureTypeWords[line.fields.type])} × {word(quantityText(countIn(line.fields)))}{' '}
                  {room.fixtures.get(line.fields.fixture)?.fields.positionLabel}
                </legend>
                <ChoiceField
                  control={control}
                  name={`choices.${index}.spec`}
                  label={t('spec')}
                  choices={specsOf(line).map((spec) => ({ value: spec, label: spec }))}
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
              </fieldset>
            ))}
            <SignatureFields watermark={subject} />
            <Button type="primary" size="large" htmlType="submit" loading={saving} style={{ alignSelf: 'start' }}>
              {t('saveConfirm')}
            </Button>
          </Flex>
        </form>
      </DraftGate>
    </FormProvider>
  );
}
