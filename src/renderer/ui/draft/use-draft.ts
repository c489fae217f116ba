import { useEffect, useRef, useState } from 'react';
import type { FieldPath, FieldValues, UseFormReturn } from 'react-hook-form';
import type { Draft } from '#contract/draft.ts';
import { useInHand } from '../../in-hand.tsx';
import { useDesk, useReturned } from '../../session.tsx';
import { type DraftOf, draftKey } from '../../store/draft-kinds.ts';
import { createDraftKeeper, type DraftKeeper, discardDraft } from '../../store/drafts.ts';
import { resumeValues } from '../../store/resume-values.ts';

/** A form's draft as its screen and its save see it. */
export interface FormDraft {
  /** What waits to be gone on with; undefined while it is looked for, null where there is none or the person has decided. */
  found: Draft | null | undefined;
  resume(): void;
  discard(): Promise<void>;
  /** Around a save, as the keeper has them. */
  hold(): string | undefined;
  release(): void;
  settle(): void;
}

/**
 * The one way a form keeps what is typed: found at opening and offered by `DraftGate`, kept at every pause, settled by
 * `useSaving().save(changes, draft)`. Draw the form inside the gate, so that nothing is typed over a draft nobody has decided about.
 */
export function useDraft<V extends FieldValues, T>(form: UseFormReturn<V, unknown, T>, of: DraftOf): FormDraft {
  const { db, host, source, user } = useDesk();
  const inHand = useInHand();
  const returned = useReturned();
  const key = draftKey(of, user.id);
  const about = useRef(of.about);
  const keeper = useRef<DraftKeeper | undefined>(undefined);
  const [looked, setLooked] = useState<{ key: string; found: Draft | null; resumed: Draft | null }>();
  const found = looked?.key === key ? looked.found : undefined;
  const resumed = looked?.resumed ?? null;

  useEffect(() => {
    about.current = of.about;
  }, [of.about]);

  useEffect(() => {
    let current = true;
    // A draft that cannot be read must not keep the form shut.
    const looking = db.drafts.get(key).catch(() => undefined);
    void looking.then((draft) => {
      if (!current) return;
      const goesOn = draft !== undefined && draft.path === returned.current;
      if (goesOn) form.reset(resumeValues(form.getValues(), draft.values), { keepDefaultValues: true });
      setLooked(goesOn ? { key, found: null, resumed: draft } : { key, found: draft ?? null, resumed: null });
    });
    return () => {
      current = false;
    };
  }, [db, form, key, returned]);

  useEffect(() => {
    if (found !== null) return;
    const read = () => ({ path: location.hash.slice(1), about: about.current, values: form.getValues() });
    const keeping = createDraftKeeper({ db, host, source, inHand }, key, read, resumed);
    keeper.current = keeping;
    const stop = form.subscribe({
      formState: { values: true },
      // A reset names no field, and a code comes by itself: only what a person changed is worth keeping.
      callback: ({ name }) => {
        if (name === undefined || name === 'code') return;
        keeping.touch(typeof form.getValues(name as FieldPath<V>) === 'string' ? 'typing' : 'atOnce');
      },
    });
    const hidden = () => document.visibilityState === 'hidden' && keeping.flush();
    document.addEventListener('visibilitychange', hidden);
    return () => {
      stop();
      document.removeEventListener('visibilitychange', hidden);
      keeping.flush();
    };
  }, [db, host, source, inHand, key, form, found, resumed]);

  return {
    found,
    resume() {
      if (!found) return;
      form.reset(resumeValues(form.getValues(), found.values), { keepDefaultValues: true });
      setLooked({ key, found: null, resumed: found });
    },
    async discard() {
      await discardDraft({ db, host }, key);
      setLooked({ key, found: null, resumed: null });
    },
    hold: () => keeper.current?.hold(),
    release: () => keeper.current?.release(),
    settle: () => keeper.current?.settle(),
  };
}
