import type { Receipt } from '#contract/district-api.ts';
import type { WatermarkText } from '#domain/photo.ts';
import { isRule } from '#domain/rule.ts';
import type { DeskDatabase } from '../../store/database.ts';
import { ruleWords } from '../../words/failure-words.ts';
import { type Language, wordsIn } from '../../words/language.ts';
import type { OpenLine } from '../form/OpenList.tsx';
import { nameRecord, pictureOf, subjectOf } from './name-record.ts';
import { syncWords } from './words.ts';

/** What a receipt leaves open, by the names people know things under. */
export interface LeftOpen {
  /** Its changes that waited for a person, in the order of their numbers. */
  items: OpenLine[];
  /** Of what the photos are that the server lacks, as far as this device knows by now. */
  missing: OpenLine[];
}

export async function findLeftOpen(db: DeskDatabase, { items, photos }: Receipt, language: Language): Promise<LeftOpen> {
  const t = wordsIn(syncWords, language);
  const [views, sent, blobs] = await Promise.all([
    db.view.bulkGet(items.map(({ id }) => id)),
    db.outbox.bulkGet(items.map(({ n }) => n)),
    db.blobs.bulkGet(photos.missing),
  ]);
  // What is made anew and was not recorded stands nowhere but in the change itself. Its number may be another's since [FK1].
  const named = items.map((item, index) => {
    const mutation = sent[index]?.mutation;
    return { ...item, view: views[index], ...(mutation?.id === item.id ? { written: mutation.set } : {}) };
  });
  const watermarks = await Promise.all(named.map((each) => findWatermark(db, each)));
  const missing = new Map<string, number>();
  for (const [index, sha256] of photos.missing.entries()) {
    const blob = blobs[index];
    if (blob?.verified === 1) continue;
    const what = subjectOf(blob?.watermark) || `${sha256.slice(0, 16)}…`;
    missing.set(what, (missing.get(what) ?? 0) + 1);
  }
  return {
    items: named.map((item, index) => {
      const values = { name: nameRecord({ ...item, watermark: watermarks[index] }, language), outcome: t(item.outcome) };
      const said = isRule(item.rule) ? t('itemRule', { ...values, why: ruleWords[item.rule][language] }) : t('item', values);
      return { key: String(item.n), said };
    }),
    missing: [...missing].map(([name, count]) => ({ key: name, said: t('missingOf', { name, count }) })),
  };
}

async function findWatermark(db: DeskDatabase, named: Parameters<typeof pictureOf>[0]): Promise<WatermarkText | undefined> {
  const sha256 = pictureOf(named);
  return sha256 && (await db.blobs.get(sha256))?.watermark;
}
