import { type RecordId, type RecordType, Sha256 } from '#domain/identity.ts';
import { maskName } from '#domain/masking.ts';
import type { Mutation } from '#domain/mutation.ts';
import type { WatermarkText } from '#domain/photo.ts';
import { recordTypeWords } from '#domain/words.ts';
import type { ViewRow } from '../../store/rows.ts';
import type { Language } from '../../words/language.ts';

const namingFields = ['code', 'no', 'name', 'label'] as const;

interface Named {
  type: RecordType;
  id: RecordId;
  /** As it stands here, where it does. */
  view: Pick<ViewRow, 'fields'> | undefined;
  /** What a change that was not recorded would write. */
  written?: Mutation['set'];
  /** Of a photo: what it is of. */
  watermark?: WatermarkText | undefined;
}

/**
 * A record by the name people know it under: its kind, and its code or name, or, where it is not here, what `written` calls it; a photo by what it is
 * of; else the end of its id.
 */
export function nameRecord({ type, id, view, written = {}, watermark }: Named, language: Language): string {
  const contact = view?.fields.contactName;
  const names = [
    ...namingFields.map((field) => view?.fields[field]),
    typeof contact === 'string' ? maskName(contact) : '',
    ...namingFields.map((field) => written[field]?.new),
    subjectOf(watermark),
  ];
  const name = names.find((value) => typeof value === 'string' && value !== '');
  return `${recordTypeWords[type][language]} ${name === undefined ? id.slice(-6) : String(name)}`;
}

/** What a photo is of, as its watermark says: a place and a code. Empty where it says nothing. */
export const subjectOf = (watermark: WatermarkText | undefined): string => [watermark?.place, watermark?.code].filter(Boolean).join(' ');

/** The photo that a record is, as it stands here or as `written` has it. */
export function pictureOf({ type, view, written }: Pick<Named, 'type' | 'view' | 'written'>): Sha256 | undefined {
  return type === 'photo' ? Sha256.safeParse(view?.fields.sha256 ?? written?.sha256?.new).data : undefined;
}
