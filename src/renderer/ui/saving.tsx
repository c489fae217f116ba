import { App } from 'antd';
import { useState } from 'react';
import { Failure } from '#contract/failure.ts';
import { useInHand } from '../in-hand.tsx';
import { useDesk } from '../session.tsx';
import { type Change, SavedInPart, saveChanges, saveInTurn } from '../store/save.ts';
import { defineWords, useWords } from '../words/language.ts';
import type { FormDraft } from './draft/use-draft.ts';
import { useFailureNotice } from './failure-notice.tsx';

const words = defineWords(
  { saved: '已保存', part: '只保存了一部分', notSaved: '没有保存', unsure: '不知道保存了没有', journaled: '已记下' },
  { saved: 'Saved', part: 'Only a part was saved', notSaved: 'Not saved', unsure: 'Perhaps not saved', journaled: 'Written down' },
);

/** `uid` is the draft's. False where only a part was saved, and the form holds the rest. */
type SavingWork = (uid?: string) => Promise<void> | Promise<boolean>;

interface Saving {
  saving: boolean;
  save(changes: readonly Change[], draft?: FormDraft): Promise<boolean>;
  /** More than one save takes: groups that build on each other. */
  saveInTurn(groups: readonly (readonly Change[])[], draft?: FormDraft): Promise<boolean>;
  /** Any other way to journal something: told to people as a save is. Of what saved a part only, the draft is kept. */
  attempt(work: SavingWork, draft?: FormDraft): Promise<boolean>;
}

function titleOf(error: unknown): 'journaled' | 'unsure' | 'part' | 'notSaved' {
  if (error instanceof SavedInPart) return 'part';
  const code = error instanceof Failure ? error.code : undefined;
  if (code === 'store-behind') return 'journaled';
  // The line may have been written before host went silent.
  return code === 'host-gone' ? 'unsure' : 'notSaved';
}

/**
 * The one way a screen saves: 已保存 only once journal and store both have it; otherwise a sentence, and the form keeps what was typed.
 * What only the journal has is not asked for again: true, with a sentence. A form's `draft` is settled with it [DR2].
 */
export function useSaving(): Saving {
  const desk = useDesk();
  const inHand = useInHand();
  const { message } = App.useApp();
  const tellFailure = useFailureNotice(words);
  const t = useWords(words);
  const [saving, setSaving] = useState(false);

  async function attempt(work: SavingWork, draft?: FormDraft): Promise<boolean> {
    setSaving(true);
    const uid = draft?.hold();
    try {
      const whole = (await inHand.during('waits', async (): Promise<unknown> => work(uid))) !== false;
      if (whole) draft?.settle();
      else draft?.release();
      if (whole) message.success(t('saved'));
      else message.warning(t('part'));
      return whole;
    } catch (error) {
      const title = titleOf(error);
      const journaled = title === 'journaled';
      if (journaled) draft?.settle();
      else draft?.release();
      tellFailure(title, error instanceof SavedInPart ? error.cause : error);
      return journaled;
    } finally {
      setSaving(false);
    }
  }

  const save = (changes: readonly Change[], draft?: FormDraft) => attempt((uid) => saveChanges(desk, changes, uid), draft);
  return {
    saving,
    save,
    saveInTurn: (groups, draft) => attempt((uid) => saveInTurn(desk, groups, uid), draft),
    attempt,
  };
}
