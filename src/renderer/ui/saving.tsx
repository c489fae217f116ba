import { App } from 'antd';
import { useState } from 'react';
import { useDesk } from '../session.tsx';
import { type Change, saveChanges } from '../store/save.ts';
import { currentLanguage, defineWords, useWords } from '../words/language.ts';
import { sentenceOf } from './sentence-of.ts';

const words = defineWords({ saved: '已保存', notSaved: '没有保存' }, { saved: 'Saved', notSaved: 'Not saved' });

/** The one way a screen saves: 已保存 only once journal and store both have it; otherwise a sentence, and the form keeps what was typed. */
export function useSaving(): { saving: boolean; save(changes: readonly Change[]): Promise<boolean> } {
  const desk = useDesk();
  const { message, notification } = App.useApp();
  const t = useWords(words);
  const [saving, setSaving] = useState(false);

  async function save(changes: readonly Change[]): Promise<boolean> {
    setSaving(true);
    try {
      await saveChanges(desk, changes);
      message.success(t('saved'));
      return true;
    } catch (error) {
      notification.error({ title: t('notSaved'), description: sentenceOf(error, currentLanguage()), role: 'alert', duration: 0 });
      return false;
    } finally {
      setSaving(false);
    }
  }

  return { saving, save };
}
