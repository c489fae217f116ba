import { DeleteOutlined } from '@ant-design/icons';
import { Button, Flex, Input } from 'antd';
import { useLiveQuery } from 'dexie-react-hooks';
import { memo, useState } from 'react';
import { useDesk } from '../../session.tsx';
import type { SavedSearch } from '../../store/rows.ts';
import { dropSearch, findSavedSearches, keepSearch } from '../../store/saved-filters.ts';
import { useWords } from '../../words/language.ts';
import type { SearchParams } from './search-params.ts';
import { searchWords } from './words.ts';

interface SavedSearchesProps {
  /** What is asked now. */
  current: SearchParams;
  onOpen(search: SavedSearch): void;
}

/** Searches somebody on this device named: one press asks them again. */
export const SavedSearches = memo(function SavedSearches({ current: { q: text, filters }, onOpen }: SavedSearchesProps) {
  const t = useWords(searchWords);
  const { db } = useDesk();
  const saved = useLiveQuery(() => findSavedSearches(db), [db]) ?? [];
  const [name, setName] = useState<string | null>(null);
  const asks = text !== '' || Object.keys(filters).length > 0;

  async function keep(): Promise<void> {
    if (name === null || name.trim() === '') return;
    await keepSearch(db, { name: name.trim(), text, filters });
    setName(null);
  }

  if (saved.length === 0 && !asks) return null;
  return (
    <Flex gap={8} wrap align="center">
      {saved.length > 0 && <span>{t('saved')}</span>}
      {saved.map((search) => (
        <Flex key={search.name}>
          <Button onClick={() => onOpen(search)}>{search.name}</Button>
          <Button
            type="text"
            icon={<DeleteOutlined aria-hidden />}
            aria-label={t('dropSaved', { name: search.name })}
            onClick={() => void dropSearch(db, search.name)}
          />
        </Flex>
      ))}
      {asks && name === null && (
        <Button type="dashed" onClick={() => setName(text.slice(0, 20))}>
          {t('save')}
        </Button>
      )}
      {name !== null && (
        <Flex gap={8}>
          <Input
            aria-label={t('saveName')}
            value={name}
            maxLength={20}
            onChange={(event) => setName(event.target.value)}
            onPressEnter={() => void keep()}
            style={{ width: 200 }}
          />
          <Button type="primary" disabled={name.trim() === ''} onClick={() => void keep()}>
            {t('keep')}
          </Button>
          <Button onClick={() => setName(null)}>{t('cancel')}</Button>
        </Flex>
      )}
    </Flex>
  );
});
