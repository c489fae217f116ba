import { Alert, Flex } from 'antd';
import { useFormContext, useWatch } from 'react-hook-form';
import { signatureKindWords } from '#domain/words.ts';
import type { TakenPhoto, WatermarkSubject } from '../../store/photo-changes.ts';
import { useChoices } from '../../ui/field/choices.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { PhotosInForm, SignatureInForm } from '../../ui/field/pictures.tsx';
import { useWords } from '../../words/language.ts';
import { useFiledScans } from '../form/scans.ts';
import { owedWords } from './words.ts';

interface SignatureFieldsProps {
  watermark: WatermarkSubject;
  /** Where in the form around it the signature stands: a `SignatureTyped`. */
  at?: string;
  /** The lines it is given for, if any: a photographed form that names others is told of. */
  lines?: readonly { id: string }[];
}

const none: readonly TakenPhoto[] = [];

/** Who signs, in which capacity and how: the `signature` part of the form around it, or another one. */
export function SignatureFields({ watermark, at = 'signature', lines }: SignatureFieldsProps) {
  const t = useWords(owedWords);
  const choices = useChoices();
  const { control } = useFormContext();
  const [kind, capacity, paper] = useWatch({ control, name: [`${at}.kind`, `${at}.capacity`, `${at}.paper`] });
  const onPaper = kind === 'PAPER' || kind === 'THUMBPRINT';
  const { filed } = useFiledScans(onPaper && lines !== undefined ? paper : none);
  const isOthers = lines !== undefined && filed.size > 0 && !lines.some(({ id }) => filed.has(id));
  return (
    <Flex vertical gap={16}>
      <div className="fields">
        <TextField control={control} name={`${at}.name`} label={t('signerName')} />
        <ChoiceField
          control={control}
          name={`${at}.capacity`}
          label={t('capacity')}
          choices={(['OWNER', 'PROXY'] as const).map((value) => ({ value, label: t(value) }))}
        />
        {capacity === 'PROXY' && <TextField control={control} name={`${at}.relation`} label={t('relation')} />}
      </div>
      <ChoiceField control={control} name={`${at}.kind`} label={t('signatureKind')} choices={choices(signatureKindWords)} />
      {kind === 'SCREEN' && <SignatureInForm control={control} name={`${at}.drawn`} label={t('drawn')} watermark={watermark} />}
      {onPaper && <PhotosInForm control={control} name={`${at}.paper`} label={t('paper')} stage="SIGN" min={1} watermark={watermark} />}
      {isOthers && <Alert type="warning" showIcon role="alert" title={t('othersForm')} />}
      {kind === 'WITNESSED' && <TextField control={control} name={`${at}.witness`} label={t('witness')} />}
    </Flex>
  );
}
