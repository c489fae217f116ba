import { zodResolver } from '@hookform/resolvers/zod';
import { Alert, Button, Card, Flex } from 'antd';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { Estate } from '#domain/estate.ts';
import { useDesk } from '../../session.tsx';
import { createOf, type RecordOf } from '../../store/records.ts';
import { newRecordId } from '../../store/save.ts';
import { DraftGate } from '../../ui/draft/DraftGate.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { TextField } from '../../ui/field/inputs.tsx';
import { text } from '../../ui/field/parse.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { estateWords } from './words.ts';

const EstateTyped = z.object({
  name: text(40),
  code: z
    .string()
    .transform((typed) => typed.trim().toUpperCase())
    .pipe(Estate.shape.code),
  neighborhood: text(40, 0),
});

/** A new estate. Its code leads every code that people read, so no two may share it. */
export function EstateForm({ estates, onClose }: { estates: readonly RecordOf<'estate'>[]; onClose(): void }) {
  const t = useWords(estateWords);
  const desk = useDesk();
  const { saving, save } = useSaving();
  const [taken, setTaken] = useState<RecordOf<'estate'>>();
  const form = useForm({
    defaultValues: { name: '', code: '', neighborhood: '' },
    resolver: zodResolver(EstateTyped),
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'estate', of: ['new'], about: '' });

  const keep = handleSubmit(async (parsed) => {
    const other = estates.find(({ fields }) => fields.code === parsed.code);
    setTaken(other);
    if (other !== undefined) return;
    const subdistrict = desk.enrollment.scope.subdistrictName;
    if (await save([createOf('estate', newRecordId(desk), { ...parsed, subdistrict })], draft)) onClose();
  });

  return (
    <Card title={t('newEstate')}>
      <DraftGate draft={draft}>
        <form onSubmit={(event) => void keep(event)}>
          <Flex vertical gap={16}>
            <div className="fields">
              <TextField control={control} name="name" label={t('name')} />
              <TextField control={control} name="code" label={t('code')} hint={t('codeHint')} />
              <TextField control={control} name="neighborhood" label={t('neighborhood')} optional />
            </div>
            {taken !== undefined && (
              <Alert type="error" showIcon role="alert" title={t('taken', { code: taken.fields.code, name: taken.fields.name })} />
            )}
            <Flex gap={12}>
              <Button type="primary" size="large" htmlType="submit" loading={saving}>
                {t('save')}
              </Button>
              <Button size="large" onClick={onClose}>
                {t('cancel')}
              </Button>
            </Flex>
          </Flex>
        </form>
      </DraftGate>
    </Card>
  );
}
