import { Flex } from 'antd';
import type { PhotoRef } from '#domain/evidence.ts';
import type { Photo } from '#domain/photo.ts';
import { photosGone, photosNow } from '#domain/relink.ts';
import type { Word } from '#domain/words.ts';
import { useRecords } from '../../store/records.ts';
import { PhotoStrip } from '../../ui/PhotoStrip.tsx';
import { StatusTag } from '../../ui/StatusTag.tsx';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { consentWords } from './words.ts';

type Moved = NonNullable<Photo['relinks']>[number] & Pick<Photo, 'sha256'> & { way: 'here' | 'away' };

/** How a record is proved [A3]: its photos as they stand, those that it counts and that are another's, and when, by whom and why any left or came. */
export interface Proof {
  now: PhotoRef[];
  gone: PhotoRef[];
  moved: Moved[];
}

/** Live. `photos`: what the record itself counts. */
export function useProof(id: string, photos: readonly PhotoRef[]): Proof {
  const known = (useRecords('photo', id) ?? []).map(({ fields }) => fields);
  const moved = known.flatMap(({ relinks, sha256 }) =>
    (relinks ?? []).flatMap((told): Moved[] => {
      if (told.from.id === id) return [{ ...told, sha256, way: 'away' }];
      return told.to.id === id ? [{ ...told, sha256, way: 'here' }] : [];
    }),
  );
  return { now: photosNow(id, photos, known), gone: photosGone(id, photos, known), moved };
}

/** A record's photos in a row, with 缺照片 and where they went. */
export function ProvenBy({ id, photos }: { id: string; photos: readonly PhotoRef[] }) {
  const { now, gone, moved } = useProof(id, photos);
  return (
    <Flex vertical gap={8} align="start">
      <GoneTags gone={gone} />
      {now.length > 0 && <PhotoStrip photos={now} of={id} />}
      <Moves moved={moved} />
    </Flex>
  );
}

/** 缺照片 [A3]: so many that a record counted were found to be another's; and whether what was signed is among them. */
export function GoneTags({ gone }: Pick<Proof, 'gone'>) {
  return (
    <>
      {gone.length > 0 && <StatusTag word={goneWord(gone.length)} tone="bad" />}
      {gone.some(({ stage }) => stage === 'SIGN') && <StatusTag word={signatureGone} tone="bad" />}
    </>
  );
}

const goneWord = (n: number): Word => ({
  zh: consentWords.zh.photosGone.replace('{{n}}', String(n)),
  en: consentWords.en.photosGone.replace('{{n}}', String(n)),
});

/** What was signed was found to be about another record: this one has no signed paper of its own. */
const signatureGone: Word = { zh: consentWords.zh.signatureGone, en: consentWords.en.signatureGone };

/** When, by whom and why photos left a record, and came to it: what left with one more of the same record is told once. */
export function Moves({ moved }: Pick<Proof, 'moved'>) {
  const t = useWords(consentWords);
  const told = new Map(moved.map((one) => [`${one.at} ${one.sha256} ${one.way}`, one]));
  return [...told].map(([key, { at, by, reason, way }]) => (
    <div key={key} className="hint">
      {t(way === 'away' ? 'photoMoved' : 'photoCame', { on: localDay(new Date(at)), by: by.name, reason })}
    </div>
  ));
}
