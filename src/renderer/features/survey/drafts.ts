import { useEffect, useRef } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import { z } from 'zod';
import { useDesk } from '../../session.tsx';

export type SurveyKind = 'structure' | 'fixture';

/** Where a survey was begun: a draft belongs to that place, and to the person. */
export interface SurveyStart {
  building: string;
  unit?: string | undefined;
  room?: string | undefined;
}

export function draftKey(kind: SurveyKind, user: string, { building, unit, room }: SurveyStart): string {
  return [kind, user, building, unit ?? '', room ?? ''].join('|');
}

/** Completing a quick record is a draft of its own, bound to that record. */
export function completionKey(user: string, record: string): string {
  return ['completion', user, record].join('|');
}

export type Draft = { kind: 'completion'; user: string; record: string } | ({ kind: SurveyKind; user: string } & SurveyStart);
export type DraftOf<K extends Draft['kind']> = Extract<Draft, { kind: K }>;

/** What a draft's key says; undefined for one that no form of today would open. */
export function draftOf(key: string): Draft | undefined {
  const [kind, user = '', where = '', unit = '', room = ''] = key.split('|');
  if (user === '' || where === '') return undefined;
  if (kind === 'completion') return { kind, user, record: where };
  if (kind !== 'structure' && kind !== 'fixture') return undefined;
  return { kind, user, building: where, unit: unit || undefined, room: room || undefined };
}

const DraftValues = z.record(z.string(), z.json());
const pauseMs = 500;

/** Keeps what is typed at every pause. `drop` forgets the draft, once its record is safe. */
export function useDraftKeeper<V extends FieldValues, T>(
  form: UseFormReturn<V, unknown, T>,
  key: string | undefined,
): { drop(): Promise<void> } {
  const { db, source } = useDesk();
  const pending = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  useEffect(() => {
    if (key === undefined) return;
    const write = () => {
      pending.current = undefined;
      const values = DraftValues.parse(form.getValues());
      void db.drafts.put({ key, savedAt: source.now().getTime(), values });
    };
    const stop = form.subscribe({
      formState: { values: true },
      // A reset names no field, and a code comes by itself: only what a person changed is worth keeping.
      callback: ({ name }) => {
        if (name === undefined || name === 'code') return;
        clearTimeout(pending.current);
        pending.current = setTimeout(write, pauseMs);
      },
    });
    return () => {
      stop();
      if (pending.current === undefined) return;
      clearTimeout(pending.current);
      write();
    };
  }, [db, form, key, source]);

  return {
    async drop() {
      clearTimeout(pending.current);
      pending.current = undefined;
      if (key !== undefined) await db.drafts.delete(key);
    },
  };
}
