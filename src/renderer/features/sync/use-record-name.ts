import { useLiveQuery } from 'dexie-react-hooks';
import type { RecordId, RecordType } from '#domain/identity.ts';
import { maskName } from '#domain/masking.ts';
import { recordTypeWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { useWord } from '../../words/language.ts';

const namingFields = ['code', 'no', 'name', 'label'] as const;

/** A record by the name people know it under: its kind, and its code or name; the end of its id where it is not here. */
export function useRecordName(type: RecordType, id: RecordId): string {
  const { db } = useDesk();
  const say = useWord();
  const view = useLiveQuery(() => db.view.get(id), [db, id]);
  const contact = view?.fields.contactName;
  const names = [...namingFields.map((field) => view?.fields[field]), typeof contact === 'string' ? maskName(contact) : ''];
  const name = names.find((value) => typeof value === 'string' && value !== '');
  return `${say(recordTypeWords[type])} ${name === undefined ? id.slice(-6) : String(name)}`;
}
