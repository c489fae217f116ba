import type { RecordId, RecordType } from '#domain/identity.ts';
import { useRecordName } from './use-record-name.ts';

export function RecordName({ type, id }: { type: RecordType; id: RecordId }) {
  return <span>{useRecordName(type, id)}</span>;
}
