import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useState } from 'react';
import { useDesk } from '../../session.tsx';
import { findUnsent } from '../../store/told.ts';
import { type Translate, useWords } from '../../words/language.ts';
import { syncWords } from './words.ts';

type SyncTranslate = Translate<(typeof syncWords)['zh']>;

function ageWords(t: SyncTranslate, ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  if (minutes < 1) return t('justNow');
  if (minutes < 60) return t('minutes', { n: minutes });
  if (minutes < 48 * 60) return t('hours', { n: Math.floor(minutes / 60) });
  return t('days', { n: Math.floor(minutes / (24 * 60)) });
}

/** How much is unsent and how old the oldest of it is, in words; ages by the minute. Undefined while loading. */
export function useUnsent(): { all: boolean; words: string } | undefined {
  const t = useWords(syncWords);
  const { db, source } = useDesk();
  const [now, setNow] = useState(() => source.now().getTime());
  useEffect(() => {
    const timer = setInterval(() => setNow(source.now().getTime()), 60_000);
    return () => clearInterval(timer);
  }, [source]);
  const unsent = useLiveQuery(() => findUnsent(db), [db]);
  if (unsent === undefined) return undefined;
  if (unsent.since === null) return { all: true, words: t('allSent') };
  const age = ageWords(t, Math.max(0, now - unsent.since.getTime()));
  return { all: false, words: t('unsentSince', { count: unsent.count, age }) };
}
