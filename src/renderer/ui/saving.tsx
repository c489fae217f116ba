import { App } from 'antd';
import { useState } from 'react';
import { Failure } from '#contract/failure.ts';
import { useInHand } from '../in-hand.tsx';
import { useDesk } from '../session.tsx';
import { type Change, saveChanges } from '../store/save.ts';
import { currentLanguage, defineWords, useWords } from '../words/language.ts';
import type { FormDraft } from './draft/use-draft.ts';
import { sentenceOf } from './sentence-of.ts';

const words = defineWords(
  { saved: '已保存', notSaved: '没有保存', journaled: '已记下' },
  { saved: 'Saved', notSaved: 'Not saved', journaled: 'Written down' },
);

interface Saving {
  saving: boolean;
  save(changes: readonly Change[], draft?: FormDraft): Promise<boolean>;
  /** Any other way to journal something: told to people as a save is. `uid` is the draft's. */
  attempt(work: (uid?: string) => Promise<void>, draft?: FormDraft): Promise<boolean>;
}

/**
 * The one way a screen saves: 已保存 only once journal and store both have it; otherwise a sentence, and the form keeps what was typed.
 * What only the journal has is not asked for again: true, with a sentence. A form's `draft` is settled with it [DR2].
 */
export function useSaving(): Saving {
  const desk = useDesk();
  const inHand = useInHand();
  const { message, notification } = App.useApp();
  const t = useWords(words);
  const [saving, setSaving] = useState(false);

  async function attempt(work: (uid?: string) => Promise<void>, draft?: FormDraft): Promise<boolean> {
    setSaving(true);
    const uid = draft?.hold();
    try {
      await inHand.during('waits', () => work(uid));
      draft?.settle();
      message.success(t('saved'));
      return true;
    } catch (error) {
      const journaled = error instanceof Failure && error.code === 'store-behind';
      if (journaled) draft?.settle();
      else draft?.release();
      const title = t(journaled ? 'journaled' : 'notSaved');
      notification.error({ title, description: sentenceOf(error, currentLanguage()), role: 'alert', duration: 0 });
      return journaled;
    } finally {
      setSaving(false);
    }
  }

  const save = (changes: readonly Change[], draft?: FormDraft) => attempt((uid) => saveChanges(desk, changes, uid), draft);
  return { saving, save, attempt };
}
