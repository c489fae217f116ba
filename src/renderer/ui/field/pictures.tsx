import { type FieldValues, useController } from 'react-hook-form';
import type { PhoneFor } from '#contract/phone.ts';
import type { PhotoStage } from '#domain/photo.ts';
import type { WatermarkSubject } from '../../store/photo-changes.ts';
import { useWords } from '../../words/language.ts';
import { PhotoField } from '../PhotoField.tsx';
import { SignatureField } from '../SignatureField.tsx';
import type { FieldProps } from './inputs.tsx';
import { fieldWords } from './words.ts';

interface PictureProps<V extends FieldValues, T> extends FieldProps<V, T> {
  watermark: WatermarkSubject;
}

interface PhotosProps {
  stage: PhotoStage;
  min?: number;
  /** The record they are for, asked for when somebody wants to send them by phone; absent where none may be named. */
  phone?: () => PhoneFor;
}

/** Photos of one stage as a field of a form. */
export function PhotosInForm<V extends FieldValues, T>(props: PictureProps<V, T> & PhotosProps) {
  const t = useWords(fieldWords);
  const { control, name, label, watermark, stage, min, phone } = props;
  const { field, fieldState } = useController({ control, name });
  return (
    <PhotoField
      label={label}
      stage={stage}
      value={field.value}
      onChange={field.onChange}
      watermark={watermark}
      {...(min === undefined ? {} : { min })}
      {...(phone === undefined ? {} : { phone })}
      {...(fieldState.error ? { error: t(fieldState.error.message === 'samePicture' ? 'samePicture' : 'picture') } : {})}
    />
  );
}

/** A signature drawn on screen as a field of a form. */
export function SignatureInForm<V extends FieldValues, T>({ control, name, label, watermark }: PictureProps<V, T>) {
  const t = useWords(fieldWords);
  const { field, fieldState } = useController({ control, name });
  return (
    <SignatureField
      label={label}
      value={field.value}
      onChange={field.onChange}
      watermark={watermark}
      {...(fieldState.error ? { error: t('signature') } : {})}
    />
  );
}
