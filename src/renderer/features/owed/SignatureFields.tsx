import { Flex } from 'antd';
import { useFormContext, useWatch } from 'react-hook-form';
import { signatureKindWords } from '#domain/words.ts';
import type { WatermarkSubject } from '../../store/photo-changes.ts';
import { useChoices } from '../../ui/field/choices.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { PhotosInForm, SignatureInForm } from '../../ui/field/pictures.tsx';
import { useWords } from '../../words/language.ts';
import type { SignatureTyped } from './signature-entry.ts';
import { owedWords } from './words.ts';

/** Who signs, in which capacity and how: the `signature` part of the form around it. */
export function SignatureFields({ watermark }: { watermark: WatermarkSubject }) {
  const t = useWords(owedWords);
  const choices = useChoices();
  const { control } = useFormContext<{ signature: SignatureTyped }>();
  const [kind, capacity] = useWatch({ control, name: ['signature.kind', 'signature.capacity'] });
  return (
    <Flex vertical gap={16}>
      <div className="fields">
        <TextField control={control} name="signature.name" label={t('signerName')} />
        <ChoiceField
          control={control}
          name="signature.capacity"
          label={t('capacity')}
          choices={(['OWNER', 'PROXY'] as const).map((value) => ({ value, label: t(value) }))}
        />
        {capacity === 'PROXY' && <TextField control={control} name="signature.relation" label={t('relation')} />}
      </div>
      <ChoiceField control={control} name="signature.kind" label={t('signatureKind')} choices={choices(signatureKindWords)} />
      {kind === 'SCREEN' && <SignatureInForm control={control} name="signature.drawn" label={t('drawn')} watermark={watermark} />}
      {(kind === 'PAPER' || kind === 'THUMBPRINT') && (
        <PhotosInForm control={control} name="signature.paper" label={t('paper')} stage="SIGN" min={1} watermark={watermark} />
      )}
      {kind === 'WITNESSED' && <TextField control={control} name="signature.witness" label={t('witness')} />}
    </Flex>
  );
}
