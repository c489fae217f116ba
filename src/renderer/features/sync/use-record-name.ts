import { useLiveQuery } from 'dexie-react-hooks';
import type { RecordId, RecordType } from '#domain/identity.ts';
import { maskName } from '#domain/masking.ts';
import type { Mutation } from '#domain/mutation.ts';
import { recordTypeWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { useWord } from '../../words/language.ts';

const namingFields = ['code', 'no', 'name', 'label'] as const;

/** A record by the name people know it under: its kind, and its code or name, or, where it is not here, what `written` calls it; else the end of its id. */
export function useRecordName(type: RecordType, id: RecordId, written: Mutation['set'] = {}): string {
  const { db } = useDesk();
  const say = useWord();
  const view = useLiveQuery(() => db.view.get(id), [db, id]);
  const contact = view?.fields.contactName;
  const names = [
    ...namingFields.map((field) => view?.fields[field]),
    typeof contact === 'string' ? maskName(contact) : '',
    ...namingFields.map((field) => written[field]?.new),
  ];
  const name = names.find((value) => typeof value === 'string' && value !== '');
  return `${say(recordTypeWords[type])} ${name === undefined ? id.slice(-6) : String(name)}`;
}
