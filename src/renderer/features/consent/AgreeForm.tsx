import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Flex } from 'antd';
import { FormProvider, useForm } from 'react-hook-form';
import { useDesk } from '../../session.tsx';
import type { WatermarkSubject } from '../../store/photo-changes.ts';
import { addDays } from '../../ui/field/calendar.ts';
import { useChoices } from '../../ui/field/choices.ts';
import { CheckField, ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { SignatureFields } from '../owed/SignatureFields.tsx';
import { unsigned } from '../owed/signature-entry.ts';
import { AgreementEntry, type AgreementTyped, consentModes, salvages } from './entries.ts';
import { consentWords } from './words.ts';

interface AgreeFormProps {
  signer: string;
  subject: WatermarkSubject;
  others: number;
  saving: boolean;
  onAgree(entry: AgreementEntry): void;
}

/** 签约 by the owner or an authorised proxy. */
export function AgreeForm({ signer, subject, others, saving, onAgree }: AgreeFormProps) {
  const t = useWords(consentWords);
  const { source } = useDesk();
  const choices = useChoices();
  const on = localDay(source.now());
  const form = useForm<AgreementTyped, unknown, AgreementEntry>({
    resolver: zodResolver(AgreementEntry),
    defaultValues: {
      mode: '',
      on,
      due: addDays(on, 15),
      items: '',
      rewardCutoffMet: false,
      salvage: '',
      signature: unsigned(signer),
      together: others > 0,
    },
  });
  const { control } = form;
  return (
    <FormProvider {...form}>
      <form onSubmit={form.handleSubmit(onAgree)} noValidate aria-label={t('agree')}>
        <Flex vertical gap={16}>
          <ChoiceField control={control} name="mode" label={t('mode')} choices={choices(consentModes)} />
          <ChoiceField
            control={control}
            name="salvage"
            label={t('salvage')}
            choices={salvages.map((value) => ({ value, label: t(value) }))}
          />
          <div className="fields">
            <TextField control={control} name="on" label={t('agreedOn')} type="date" />
            <TextField control={control} name="due" label={t('due')} type="date" />
            <TextField control={control} name="items" label={t('items')} optional />
            <CheckField control={control} name="rewardCutoffMet" label={t('reward')} />
          </div>
          <SignatureFields watermark={subject} />
          {others > 0 && <CheckField control={control} name="together" label={t('together', { count: others })} />}
          <Button type="primary" size="large" className="main-action" htmlType="submit" loading={saving}>
            {t('saveAgreement')}
          </Button>
        </Flex>
      </form>
    </FormProvider>
  );
}
