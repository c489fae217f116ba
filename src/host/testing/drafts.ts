import { v7 as uuidv7 } from 'uuid';
import { DeviceId } from '#domain/identity.ts';
import { MutationDraft } from '#domain/mutation.ts';

export const testDevice = DeviceId.parse('0198a000-0000-7000-8000-00000000d001');

/** A valid draft: a fixture's note. */
export function draft(over: Partial<MutationDraft> = {}): MutationDraft {
  return {
    ...MutationDraft.parse({
      uid: uuidv7(),
      g: null,
      op: 'patch',
      type: 'fixture',
      id: uuidv7(),
      base: { rev: 1 },
      set: { note: { old: null, new: '南阳台-窗2，防盗窗一樘' } },
      seen: {},
      conflict: null,
      photos: { add: [], remove: [] },
      user: '0198a000-0000-7000-8000-00000000a001',
      schema: 1,
      app: '0.1.0',
      at: { wall: '2026-03-02T08:15:00+08:00', monoMs: 1234.5, boot: '0198a000-0000-4000-8000-00000000b001', offMs: 0 },
    }),
    ...over,
  };
}
