import { Select } from 'antd';
import { useLiveQuery } from 'dexie-react-hooks';
import { useDeferredValue, useId, useState } from 'react';
import type { SearchPlaces } from '#domain/search.ts';
import { useDesk } from '../../session.tsx';
import type { DeskDatabase } from '../../store/database.ts';
import { loadPlaces, searchDesk } from '../../store/search.ts';
import { type FilingTarget, isFiledType } from '../../store/tray.ts';
import { useWord, useWords } from '../../words/language.ts';
import { findHit } from '../search/hit.ts';
import { trayWords } from './words.ts';

type Say = ReturnType<typeof useWord>;

async function findTargets(db: DeskDatabase, text: string, places: SearchPlaces, say: Say): Promise<FilingTarget[]> {
  const { rows } = await searchDesk(db, text, {}, places);
  return rows.flatMap((row) => {
    const hit = isFiledType(row.type) ? findHit(row, places) : undefined;
    if (hit === undefined || !isFiledType(row.type)) return [];
    return [{ type: row.type, id: row.id, label: [say(hit.kind), hit.name, hit.place].filter((part) => part !== '').join(' ') }];
  });
}

interface RecordChoiceProps {
  value: FilingTarget | null;
  onChange(value: FilingTarget | null): void;
}

/** A structure, fixture or heap, found as the search box finds it. */
export function RecordChoice({ value, onChange }: RecordChoiceProps) {
  const t = useWords(trayWords);
  const say = useWord();
  const id = useId();
  const { db, user } = useDesk();
  const [typed, setTyped] = useState('');
  const text = useDeferredValue(typed.trim().slice(0, 60));
  const places = useLiveQuery(() => loadPlaces(db, user), [db, user]);
  const found = useLiveQuery(
    async () => (places === undefined || text === '' ? [] : findTargets(db, text, places, say)),
    [db, places, text, say],
    [],
  );
  const shown = text === '' && value !== null ? [value] : found;
  return (
    <div>
      <label htmlFor={id} className="field-label">
        {t('record')}
      </label>
      <Select
        id={id}
        size="large"
        style={{ width: '100%' }}
        showSearch={{ filterOption: false, onSearch: setTyped }}
        placeholder={t('recordHint')}
        notFoundContent={text === '' ? t('recordHint') : t('recordNone')}
        value={value?.id ?? null}
        options={shown.map(({ id: key, label }) => ({ value: key, label }))}
        onChange={(key) => onChange(shown.find((one) => one.id === key) ?? null)}
        getPopupContainer={(trigger) => trigger.parentElement ?? document.body}
      />
    </div>
  );
}
