import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Flex } from 'antd';
import { useForm } from 'react-hook-form';
import type { z } from 'zod';
import { TextField } from '../../ui/field/inputs.tsx';
import { useWords } from '../../words/language.ts';
import { RefusalEntry } from './entries.ts';
import { consentWords } from './words.ts';

/** A refusal closes nothing: an agreement may follow at any time. */
export function RefuseForm({ saving, onRefuse }: { saving: boolean; onRefuse(refusal: string): void }) {
  const t = useWords(consentWords);
  const { control, handleSubmit } = useForm<z.input<typeof RefusalEntry>, unknown, z.output<typeof RefusalEntry>>({
    resolver: zodResolver(RefusalEntry),
    defaultValues: { refusal: '' },
  });
  return (
    <form onSubmit={handleSubmit(({ refusal }) => onRefuse(refusal))} noValidate aria-label={t('refuse')}>
      <Flex vertical gap={16}>
        <TextField control={control} name="refusal" label={t('refusal')} lines={2} />
        <Button type="primary" size="large" className="main-action" htmlType="submit" loading={saving}>
          {t('saveRefusal')}
        </Button>
      </Flex>
    </form>
  );
}
