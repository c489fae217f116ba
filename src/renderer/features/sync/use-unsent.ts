import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useState } from 'react';
import { useDesk } from '../../session.tsx';
import { countPhotosToSend } from '../../store/photo-copies.ts';
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

/** How many records and photos are unsent and how old the oldest record is, in words; ages by the minute. Undefined while loading. */
export function useUnsent(): { all: boolean; words: string } | undefined {
  const t = useWords(syncWords);
  const { db, source } = useDesk();
  const [now, setNow] = useState(() => source.now().getTime());
  useEffect(() => {
    const timer = setInterval(() => setNow(source.now().getTime()), 60_000);
    return () => clearInterval(timer);
  }, [source]);
  const unsent = useLiveQuery(() => findUnsent(db), [db]);
  const photos = useLiveQuery(() => countPhotosToSend(db), [db]);
  if (unsent === undefined || photos === undefined) return undefined;
  const { count, since } = unsent;
  if (since === null) return photos === 0 ? { all: true, words: t('allSent') } : { all: false, words: t('unsentPhotos', { photos }) };
  const age = ageWords(t, Math.max(0, now - since.getTime()));
  return { all: false, words: photos === 0 ? t('unsentSince', { count, age }) : t('unsentBoth', { count, photos, age }) };
}
