import { Card, Flex } from 'antd';
import { useLiveQuery } from 'dexie-react-hooks';
import { useDesk } from '../../session.tsx';
import { useRecord } from '../../store/records.ts';
import { defineWords, useWords } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import { siteText, useSite } from '../estate/site.ts';
import { type DraftOf, draftOf } from './drafts.ts';
import { surveyPath } from './place-search.ts';
import { surveyWords } from './words.ts';

const words = defineWords(
  { title: '没填完的记录', left: '{{when}} 停下', completion: '补齐摸排' },
  { title: 'Unfinished records', left: 'left at {{when}}', completion: 'Complete the survey' },
);

/** What this person began and did not save: each leads back to where it was left. Nothing where there is none. */
export function Unfinished() {
  const t = useWords(words);
  const { db, user } = useDesk();
  const drafts = useLiveQuery(async () => {
    const rows = await db.drafts.toArray();
    return rows.flatMap(({ key, savedAt }) => {
      const draft = draftOf(key);
      return draft?.user === user.id ? [{ key, savedAt, draft }] : [];
    });
  }, [db, user]);
  if (drafts === undefined || drafts.length === 0) return null;
  return (
    <Card title={t('title')} size="small">
      <Flex vertical gap={4}>
        {drafts
          .toSorted((a, b) => b.savedAt - a.savedAt)
          .map(({ key, savedAt, draft }) => (
            <Flex key={key} gap={12} align="center" wrap>
              {draft.kind === 'completion' ? <CompletionLink record={draft.record} /> : <PlaceLink draft={draft} />}
              <span className="hint">{t('left', { when: localTime(new Date(savedAt)) })}</span>
            </Flex>
          ))}
      </Flex>
    </Card>
  );
}

function CompletionLink({ record }: { record: string }) {
  const t = useWords(words);
  const structure = useRecord('structure', record);
  return (
    <a className="row-link" href={`#/structures/${record}`}>
      {t('completion')} {structure?.fields.code ?? ''}
    </a>
  );
}

function PlaceLink({ draft }: { draft: DraftOf<'structure' | 'fixture'> }) {
  const t = useWords(surveyWords);
  const site = useSite(draft.building);
  const place = site ? siteText(site, { building: site.building.id, unit: draft.unit ?? null, room: draft.room ?? null, label: null }) : '';
  return (
    <a className="row-link" href={`#${surveyPath(draft.kind, draft)}`}>
      {t(draft.kind === 'structure' ? 'structureTitle' : 'fixtureTitle')} {place}
    </a>
  );
}
