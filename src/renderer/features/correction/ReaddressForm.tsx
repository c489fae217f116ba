import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { readdress } from '#domain/address.ts';
import { useDesk } from '../../session.tsx';
import { patchOf, type RecordOf } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { TextField } from '../../ui/field/inputs.tsx';
import { day, text } from '../../ui/field/parse.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { correctionWords } from './words.ts';

const Entry = z.object({ label: text(20), on: day, reason: text(200) });

/** 更正门牌: the building's new name, from when and why. Records point to the building and do not move. */
export function ReaddressForm({ building, onClose }: { building: RecordOf<'building'>; onClose(): void }) {
  const t = useWords(correctionWords);
  const { source, user } = useDesk();
  const { saving, save } = useSaving();
  const form = useForm<z.input<typeof Entry>, unknown, z.output<typeof Entry>>({
    resolver: zodResolver(Entry),
    defaultValues: { label: '', on: localDay(source.now()), reason: '' },
  });
  const { control } = form;
  const draft = useDraft(form, { kind: 'readdress', of: [building.id], about: building.fields.label });
  const submit = form.handleSubmit(async ({ label, on, reason }) => {
    const next = readdress(building.fields, label, { on, reason, by: { name: user.name, user: user.id } });
    if (next === undefined) return form.setError('label', { message: 'invalid' }, { shouldFocus: true });
    const { key, aliases, readdresses } = next;
    if (await save([patchOf(building, { key, label, aliases, readdresses: readdresses ?? [] })], draft)) onClose();
  });
  return (
    <StepSheet
      label={t('readdress')}
      draft={draft}
      onSubmit={submit}
      save={t('saveReaddress')}
      saving={saving}
      onCancel={{ label: t('cancel'), press: onClose }}
    >
      <p className="hint">{t('readdressWhy')}</p>
      <div className="fields">
        <TextField control={control} name="label" label={t('newLabel')} hint={t('newLabelHint')} />
        <TextField control={control} name="on" label={t('on')} type="date" />
      </div>
      <TextField control={control} name="reason" label={t('reason')} lines={2} />
    </StepSheet>
  );
}
