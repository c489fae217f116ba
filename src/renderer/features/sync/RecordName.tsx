import type { RecordId, RecordType } from '#domain/identity.ts';
import type { Mutation } from '#domain/mutation.ts';
import { useRecordName } from './use-record-name.ts';

/** `written`: what a change that was not recorded would write, where the record may not be here. */
export function RecordName({ type, id, written }: { type: RecordType; id: RecordId; written?: Mutation['set'] }) {
  return <span>{useRecordName(type, id, written)}</span>;
}
