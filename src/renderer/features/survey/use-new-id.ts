import { RecordId } from '#domain/identity.ts';
import { useDesk } from '../../session.tsx';
import { newRecordId } from '../../store/save.ts';

/** The form's own field for the id: a draft keeps it. */
interface IdField {
  read(): string;
  keep(id: RecordId): void;
}

/**
 * The id that a survey's record will have. Once it has been asked for it stays, through the draft to the save: a phone's door may be bound to a
 * record that is not saved yet.
 */
export function useNewId({ read, keep }: IdField): () => RecordId {
  const desk = useDesk();
  return () => {
    const kept = RecordId.safeParse(read()).data;
    if (kept !== undefined) return kept;
    const made = newRecordId(desk);
    keep(made);
    return made;
  };
}
