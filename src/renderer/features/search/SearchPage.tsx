import { Alert, Card, Empty, Skeleton } from 'antd';
import { useLiveQuery } from 'dexie-react-hooks';
import { memo, useCallback, useDeferredValue, useLayoutEffect, useState } from 'react';
import type { SearchFilters, SearchPlaces } from '#domain/search.ts';
import { useDesk } from '../../session.tsx';
import { countUnindexed } from '../../store/late-index.ts';
import type { SavedSearch } from '../../store/rows.ts';
import { type Found, keepAsking, loadPlaces, searchDesk } from '../../store/search.ts';
import { Page } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { Filters } from './Filters.tsx';
import { Hits } from './Hits.tsx';
import { SavedSearches } from './SavedSearches.tsx';
import './search.css';
import type { SearchParams } from './search-params.ts';
import { searchWords } from './words.ts';

interface SearchPageProps {
  params: SearchParams;
  onChange(change: (params: SearchParams) => SearchParams): void;
}

/** What was found, and the question it answers. */
interface Answered {
  asked: SearchParams;
  found: Found | 'failed';
}

/**
 * What is found now, also after the next save or sync. While a new question is on its way, the answer to the last one. It asks before
 * the frame that says so is painted, not after.
 */
function useAnswer(asked: SearchParams, places: SearchPlaces | undefined): Answered | undefined {
  const { db } = useDesk();
  const [answer, setAnswer] = useState<Answered>();
  useLayoutEffect(() => {
    if (places === undefined) return;
    const { q, filters, page } = asked;
    const ask = () => searchDesk(db, q, filters, places, page).catch(() => 'failed' as const);
    return keepAsking(db, ask, (found) => setAnswer({ asked, found }));
  }, [db, asked, places]);
  return answer;
}

/** One box over everything the desk holds, narrowed by filters. */
export function SearchPage({ params, onChange }: SearchPageProps) {
  const t = useWords(searchWords);
  const { db, user } = useDesk();
  const places = useLiveQuery(() => loadPlaces(db, user), [db, user]);
  const unindexed = useLiveQuery(() => countUnindexed(db), [db], 0);
  const answer = useAnswer(params, places);
  const { q, filters } = params;
  const asks = q !== '' || Object.keys(filters).length > 0;
  const narrow = useCallback(
    (change: (old: SearchFilters) => SearchFilters) => onChange((old) => ({ ...old, filters: change(old.filters), page: 0 })),
    [onChange],
  );
  const turn = useCallback((page: number) => onChange((old) => ({ ...old, page })), [onChange]);
  const open = useCallback((saved: SavedSearch) => onChange(() => ({ q: saved.text, filters: saved.filters, page: 0 })), [onChange]);
  // What stands around the answer is drawn after it: nobody waits for a button to say what they just chose.
  const calm = useDeferredValue(answer?.asked ?? params);
  return (
    <Page title={t('search')}>
      {places && <Filters filters={calm.filters} places={places} onChange={narrow} />}
      <SavedSearches current={calm} onOpen={open} />
      {unindexed > 0 && <Alert type="info" showIcon role="status" title={t('indexing', { count: unindexed })} />}
      <section aria-label={t('answer')} aria-busy={asks && answer?.asked !== params}>
        {!asks && <Lesson />}
        {asks && answer === undefined && <Skeleton active />}
        {asks && answer !== undefined && places !== undefined && <Answer {...answer} places={places} onPage={turn} />}
      </section>
    </Page>
  );
}

interface AnswerProps extends Answered {
  places: SearchPlaces;
  onPage(page: number): void;
}

/** Drawn once for each answer, not for each key. */
const Answer = memo(function Answer({ asked: { q, page }, found, places, onPage }: AnswerProps) {
  const t = useWords(searchWords);
  if (found === 'failed') return <Alert type="error" showIcon role="alert" title={t('problem')} />;
  if (found.rows.length > 0 || page > 0) return <Hits found={found} places={places} page={page} onPage={onPage} />;
  return (
    <Empty description={q === '' ? t('nothingFiltered') : t('nothing', { text: q })}>
      <p>{t('nothingHint')}</p>
    </Empty>
  );
});

const lessons = [
  ['exampleRoom', 'exampleRoomWhat'],
  ['exampleName', 'exampleNameWhat'],
  ['examplePhone', 'examplePhoneWhat'],
  ['exampleCode', 'exampleCodeWhat'],
  ['exampleText', 'exampleTextWhat'],
  ['exampleTrade', 'exampleTradeWhat'],
] as const;

/** Before anything is asked: what can be. */
function Lesson() {
  const t = useWords(searchWords);
  return (
    <Card title={t('teach')}>
      <dl className="teach">
        {lessons.map(([example, what]) => (
          <div key={example} style={{ display: 'contents' }}>
            <dt>{t(example)}</dt>
            <dd>{t(what)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
