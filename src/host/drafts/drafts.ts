import { Draft, draftBytes } from '#contract/draft.ts';
import { Failure } from '#contract/failure.ts';
import { createSealedNotes, type SealedNotes } from '../keys/sealed-notes.ts';

/** Drafts on disk, one small sealed file each: what a lost profile of the browser gets them back from [DR3]. `put` throws input-bad over 512 KiB. */
export type Drafts = SealedNotes<Draft>;

export function createDrafts({ folder, key }: { folder: string; key(): Uint8Array }): Drafts {
  const notes = createSealedNotes<Draft>({
    folder,
    kind: 'draft',
    key,
    keyOf: (draft) => draft.key,
    read: (json) => Draft.safeParse(json).data,
  });
  return {
    ...notes,
    async put(draft) {
      const bytes = Buffer.byteLength(JSON.stringify(draft));
      if (bytes > draftBytes) throw new Failure('input-bad', { field: 'draft', bytes, limit: draftBytes });
      await notes.put(draft);
    },
  };
}
