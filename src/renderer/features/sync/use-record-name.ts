import { useLiveQuery } from 'dexie-react-hooks';
import type { RecordId, RecordType } from '#domain/identity.ts';
import type { Mutation } from '#domain/mutation.ts';
import { useDesk } from '../../session.tsx';
import { useLanguage } from '../../words/language.ts';
import { nameRecord, pictureOf } from './name-record.ts';

/** `nameRecord` of what this device has now. */
export function useRecordName(type: RecordType, id: RecordId, written: Mutation['set'] = {}): string {
  const { db } = useDesk();
  const language = useLanguage();
  const view = useLiveQuery(() => db.view.get(id), [db, id]);
  const sha256 = pictureOf({ type, view, written });
  const picture = useLiveQuery(() => (sha256 === undefined ? undefined : db.blobs.get(sha256)), [db, sha256]);
  return nameRecord({ type, id, view, written, watermark: picture?.watermark }, language);
}
