import type { Control } from 'react-hook-form';
import type { WatermarkSubject } from '../../store/photo-changes.ts';
import { CheckField, TextField } from '../../ui/field/inputs.tsx';
import { PhotosInForm } from '../../ui/field/pictures.tsx';
import { useWords } from '../../words/language.ts';
import type { FoundTyped } from './found-entry.ts';
import { sideWords } from './side-words.ts';

interface FoundFieldsProps<V extends FoundTyped, T> {
  control: Control<V, unknown, T>;
  subject: WatermarkSubject;
  /** A photo from before shows it already: what two people saw may be left out. */
  optional?: boolean;
}

/** A photo of what is left, about when it went, and what two people saw. */
export function FoundFields<V extends FoundTyped, T>({ control: given, subject, optional = false }: FoundFieldsProps<V, T>) {
  const t = useWords(sideWords);
  const control = given as unknown as Control<FoundTyped, unknown, T>; // every form that shows this has these fields, and more
  return (
    <>
      <PhotosInForm control={control} name="photos" label={t('afterPhotos')} stage="AFTER" min={1} watermark={subject} />
      <div className="fields">
        <TextField control={control} name="on" label={t('foundOn')} type="date" />
        <CheckField control={control} name="approximate" label={t('approximate')} />
        <TextField control={control} name="witness" label={t('witness')} hint={t('samePerson')} optional={optional} />
      </div>
      <TextField control={control} name="text" label={t('foundNote')} lines={2} optional={optional} />
    </>
  );
}
