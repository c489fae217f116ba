import { Button, Flex } from 'antd';
import { memo, startTransition, useEffect, useState } from 'react';
import type { SearchPlaces } from '#domain/search.ts';
import type { ViewRow } from '../../store/rows.ts';
import { type Found, pageSize } from '../../store/search.ts';
import { StatusTag } from '../../ui/StatusTag.tsx';
import { usePunctuation, useWord, useWords } from '../../words/language.ts';
import { useRoomText, useSeeText } from '../party/room-text.ts';
import { findHit, type Hit } from './hit.ts';
import { searchWords } from './words.ts';

interface HitsProps {
  found: Found;
  places: SearchPlaces;
  page: number;
  onPage(page: number): void;
}

/** The least height of a line, in CSS pixels: what is in sight follows from it. */
const lineHeight = 57;
/** How long nobody may have asked anew before the lines out of sight are drawn, in milliseconds: longer than from one key to the next. */
const calmMs = 200;

/** Whether this answer has stood for a while. */
function useCalm(found: Found): boolean {
  const [calm, setCalm] = useState<Found>();
  useEffect(() => {
    const timer = setTimeout(() => startTransition(() => setCalm(found)), calmMs);
    return () => clearTimeout(timer);
  }, [found]);
  return calm === found;
}

/** A page of what was found: how many, each with its place and state, and the way to the next page. */
export function Hits({ found, places, page, onPage }: HitsProps) {
  const t = useWords(searchWords);
  const more = found.more || found.count > (page + 1) * pageSize;
  // The lines in sight come at once, the others when nothing else is asked: the next key does not wait for them.
  const rows = useCalm(found) ? found.rows : found.rows.slice(0, Math.ceil(innerHeight / lineHeight));
  return (
    <div className="found">
      <div role="status">{t(found.more ? 'foundMore' : 'found', { count: found.count })}</div>
      <ol className="hits" aria-label={t('results')}>
        {rows.map((row) => (
          <HitLine key={row.id} row={row} places={places} />
        ))}
      </ol>
      {(page > 0 || more) && <Pages page={page} more={more} onPage={onPage} />}
    </div>
  );
}

interface PagesProps {
  page: number;
  more: boolean;
  onPage(page: number): void;
}

const Pages = memo(function Pages({ page, more, onPage }: PagesProps) {
  const t = useWords(searchWords);
  return (
    <Flex gap={12} align="center">
      <Button disabled={page === 0} onClick={() => onPage(page - 1)}>
        {t('previous')}
      </Button>
      <span>{t('page', { page: page + 1 })}</span>
      <Button disabled={!more} onClick={() => onPage(page + 1)}>
        {t('next')}
      </Button>
    </Flex>
  );
});

const HitLine = memo(function HitLine({ row, places }: { row: ViewRow; places: SearchPlaces }) {
  const t = useWords(searchWords);
  const say = useWord();
  const hit = findHit(row, places);
  if (hit === undefined) return null;
  const unnamed = row.type === 'household' && row.fields.contactName === '' ? t('unnamed') : '';
  return (
    <li>
      <a className="hit" href={`#${hit.path}`}>
        <span>
          <span className="hit-name">{say(hit.kind)}</span> {hit.name}
        </span>
        <span>
          {hit.place} {hit.shared && <SharedRooms shared={hit.shared} />}
        </span>
        <span>{hit.contact || unnamed}</span>
        <span className="hit-tags">
          {row.openConflicts > 0 && <StatusTag tone="bad" word={{ zh: searchWords.zh.conflict, en: searchWords.en.conflict }} />}
          {row.pending > 0 && <StatusTag tone="waiting" word={{ zh: searchWords.zh.unsynced, en: searchWords.en.unsynced }} />}
          {row.handed !== undefined && <StatusTag tone="waiting" word={{ zh: searchWords.zh.handed, en: searchWords.en.handed }} />}
          {hit.status && <StatusTag {...hit.status} />}
        </span>
      </a>
    </li>
  );
});

/** `1单元102室见1单元101室`: a thing over several flats is found from each, and counts for one. */
function SharedRooms({ shared }: { shared: NonNullable<Hit['shared']> }) {
  const t = useWords(searchWords);
  const roomText = useRoomText();
  const see = useSeeText();
  const { list } = usePunctuation();
  return <span className="hint">{t('shared', { rooms: list(shared.rooms.map(roomText)), see: see(shared) })}</span>;
}
