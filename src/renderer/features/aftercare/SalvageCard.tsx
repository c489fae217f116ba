import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Card, Flex } from 'antd';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { mayCreate } from '#domain/authority.ts';
import { salvageWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { createOf, type RecordOf, useRecords } from '../../store/records.ts';
import { newRecordId } from '../../store/save.ts';
import { DraftGate } from '../../ui/draft/DraftGate.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import { useChoices } from '../../ui/field/choices.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { text } from '../../ui/field/parse.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import { oneOf } from '../survey/typed.ts';
import { latestSalvage } from './aftercare.ts';
import { aftercareWords } from './words.ts';

/** 拆下物: what became of the pieces of each removal of a thing. */
export function SalvageCard({ removals, about }: { removals: readonly RecordOf<'removal'>[]; about: string }) {
  const t = useWords(aftercareWords);
  if (removals.length === 0) return null;
  return (
    <Card title={<h2 className="card-title">{t('salvage')}</h2>}>
      <Flex vertical gap={16}>
        {removals.map((removal) => (
          <SalvageOf key={removal.id} removal={removal} about={about} />
        ))}
      </Flex>
    </Card>
  );
}

function SalvageOf({ removal, about }: { removal: RecordOf<'removal'>; about: string }) {
  const t = useWords(aftercareWords);
  const say = useWord();
  const { user } = useDesk();
  const facts = useRecords('salvage', removal.id);
  const [open, setOpen] = useState(false);
  if (facts === undefined) return null;
  const latest = latestSalvage(facts)?.fields;
  const { what, at, where, by } = latest ?? { ...removal.fields, what: removal.fields.salvage, where: '', by: { name: t('atRemoval') } };
  return (
    <Flex vertical gap={12}>
      <Flex gap={12} align="center" wrap>
        <span>{t('salvageLine', { what: say(salvageWords[what]), where, at: localTime(at), by: by.name })}</span>
        {mayCreate('salvage', user) && !open && <Button onClick={() => setOpen(true)}>{t('changeSalvage')}</Button>}
      </Flex>
      {open && <SalvageForm removal={removal} about={about} onClose={() => setOpen(false)} />}
    </Flex>
  );
}

const SalvageEntry = z.object({ what: oneOf(salvageWords), where: text(100, 0), note: text(200, 0) });

interface SalvageFormProps {
  removal: RecordOf<'removal'>;
  about: string;
  onClose(): void;
}

function SalvageForm({ removal, about, onClose }: SalvageFormProps) {
  const t = useWords(aftercareWords);
  const desk = useDesk();
  const choices = useChoices();
  const { saving, save } = useSaving();
  const form = useForm<z.input<typeof SalvageEntry>, unknown, z.output<typeof SalvageEntry>>({
    resolver: zodResolver(SalvageEntry),
    defaultValues: { what: '', where: '', note: '' },
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'salvage', of: [removal.id], about });
  const submit = handleSubmit(async (entry) => {
    const by = { name: desk.user.name, user: desk.user.id };
    const fact = { ...entry, removal: removal.id, at: instantOf(desk.source.now()), by };
    if (await save([createOf('salvage', newRecordId(desk), fact)], draft)) onClose();
  });
  return (
    <DraftGate draft={draft}>
      <form onSubmit={submit} noValidate aria-label={t('salvage')}>
        <Flex vertical gap={12}>
          <ChoiceField control={control} name="what" label={t('what')} choices={choices(salvageWords)} />
          <div className="fields">
            <TextField control={control} name="where" label={t('where')} hint={t('whereHint')} optional />
            <TextField control={control} name="note" label={t('note')} optional />
          </div>
          <Flex gap={12}>
            <Button type="primary" htmlType="submit" loading={saving}>
              {t('saveSalvage')}
            </Button>
            <Button onClick={onClose}>{t('dismiss')}</Button>
          </Flex>
        </Flex>
      </form>
    </DraftGate>
  );
}
