import type { RecordId, RecordType } from '#domain/identity.ts';
import { maskName } from '#domain/masking.ts';
import type { Mutation } from '#domain/mutation.ts';
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
}

/** A record by the name people know it under: its kind, and its code or name, or, where it is not here, what `written` calls it; else the end of its id. */
export function nameRecord({ type, id, view, written = {} }: Named, language: Language): string {
  const contact = view?.fields.contactName;
  const names = [
    ...namingFields.map((field) => view?.fields[field]),
    typeof contact === 'string' ? maskName(contact) : '',
    ...namingFields.map((field) => written[field]?.new),
  ];
  const name = names.find((value) => typeof value === 'string' && value !== '');
  return `${recordTypeWords[type][language]} ${name === undefined ? id.slice(-6) : String(name)}`;
}
