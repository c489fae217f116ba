import { Alert, Card, Empty, Skeleton } from 'antd';
import { useLiveQuery } from 'dexie-react-hooks';
import type { SearchFilters, SearchPlaces } from '#domain/search.ts';
import { useDesk } from '../../session.tsx';
import { type Found, loadPlaces, searchDesk } from '../../store/search.ts';
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
  onChange(params: SearchParams): void;
}

/** Live: what is found now, also after the next save or sync. Undefined while the first answer is on its way. */
function useFound({ q, filters, page }: SearchParams, places: SearchPlaces | undefined): Found | 'failed' | undefined {
  const { db } = useDesk();
  return useLiveQuery(
    () => (places === undefined ? undefined : searchDesk(db, q, filters, places, page).catch(() => 'failed' as const)),
    [db, q, filters, page, places],
  );
}

/** One box over everything the desk holds, narrowed by filters. */
export function SearchPage({ params, onChange }: SearchPageProps) {
  const t = useWords(searchWords);
  const { db, user } = useDesk();
  const places = useLiveQuery(() => loadPlaces(db, user), [db, user]);
  const found = useFound(params, places);
  const { q, filters } = params;
  const asks = q !== '' || Object.keys(filters).length > 0;
  const narrow = (next: SearchFilters) => onChange({ q, filters: next, page: 0 });
  return (
    <Page title={t('search')}>
      {places && <Filters filters={filters} places={places} onChange={narrow} />}
      <SavedSearches current={{ text: q, filters }} onOpen={(saved) => onChange({ q: saved.text, filters: saved.filters, page: 0 })} />
      {!asks && <Lesson />}
      {asks && found === undefined && <Skeleton active />}
      {asks && found === 'failed' && <Alert type="error" showIcon role="alert" title={t('problem')} />}
      {asks && typeof found === 'object' && places !== undefined && (
        <Answer found={found} places={places} params={params} onPage={(next) => onChange({ ...params, page: next })} />
      )}
    </Page>
  );
}

interface AnswerProps {
  found: Found;
  places: SearchPlaces;
  params: SearchParams;
  onPage(page: number): void;
}

function Answer({ found, places, params: { q, page }, onPage }: AnswerProps) {
  const t = useWords(searchWords);
  if (found.rows.length > 0 || page > 0) return <Hits found={found} places={places} page={page} onPage={onPage} />;
  return (
    <Empty description={q === '' ? t('nothingFiltered') : t('nothing', { text: q })}>
      <p>{t('nothingHint')}</p>
    </Empty>
  );
}

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
