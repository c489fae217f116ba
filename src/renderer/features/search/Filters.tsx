import { CloseOutlined } from '@ant-design/icons';
import { Button, Flex, Input, Select } from 'antd';
import { memo, useCallback, useId, useMemo } from 'react';
import { SearchFilters, type SearchPlaces } from '#domain/search.ts';
import { useLanguage, useWords } from '../../words/language.ts';
import { type FilterChoice, filterChoices, type ListFilter, listFilters } from './filter-choices.ts';
import { searchWords } from './words.ts';

interface FiltersProps {
  filters: SearchFilters;
  places: SearchPlaces;
  onChange(change: (filters: SearchFilters) => SearchFilters): void;
}

type Value = string | true | undefined;

/** Filters that are on or off, and what each is called. */
const marks = [
  ['mine', 'mine'],
  ['unsynced', 'unsynced'],
  ['conflict', 'disputed'],
] as const;
const days = ['from', 'to'] as const;

/** Parsed, because a half-typed date is no filter yet. */
function withFilter(filters: SearchFilters, name: keyof SearchFilters, value: Value): SearchFilters {
  const { [name]: _was, ...others } = filters;
  const next = SearchFilters.safeParse(value === undefined || value === '' ? others : { ...others, [name]: value });
  return next.data ?? filters;
}

/** Everything that can narrow a search, and what narrows it now as chips that can be taken away. Not drawn again while somebody types. */
export const Filters = memo(function Filters({ filters, places, onChange }: FiltersProps) {
  const t = useWords(searchWords);
  const language = useLanguage();
  const { estate, type } = filters;
  const choices = useMemo(() => filterChoices({ estate, type }, places, (word) => word[language]), [estate, type, places, language]);
  const set = useCallback((name: keyof SearchFilters, value: Value) => onChange((old) => withFilter(old, name, value)), [onChange]);
  return (
    <Flex vertical gap={12}>
      <fieldset className="search-filters" aria-label={t('conditions')}>
        {listFilters.map((name) => (
          <ListChoice key={name} name={name} label={t(name)} choices={choices[name]} value={filters[name]} onPick={set} />
        ))}
        {days.map((name) => (
          <DayChoice key={name} label={t(name)} value={filters[name]} onPick={(value) => set(name, value)} />
        ))}
      </fieldset>
      <Flex gap={8} wrap>
        {marks.map(([name, word]) => (
          <Button
            key={name}
            aria-pressed={filters[name] === true}
            type={filters[name] ? 'primary' : 'default'}
            onClick={() => set(name, filters[name] ? undefined : true)}
          >
            {t(word)}
          </Button>
        ))}
        {listFilters.map((name) => {
          const chosen = choices[name].find(({ value }) => value === filters[name]);
          return chosen && <Chip key={name} name={`${t(name)} ${chosen.label}`} onRemove={() => set(name, undefined)} />;
        })}
        {days.map(
          (name) => filters[name] && <Chip key={name} name={`${t(name)} ${filters[name]}`} onRemove={() => set(name, undefined)} />,
        )}
        {Object.keys(filters).length > 1 && (
          <Button type="link" onClick={() => onChange(() => ({}))}>
            {t('clear')}
          </Button>
        )}
      </Flex>
    </Flex>
  );
});

interface ListChoiceProps {
  name: ListFilter;
  label: string;
  choices: readonly FilterChoice[];
  value: SearchFilters[ListFilter];
  onPick(name: ListFilter, value: string | undefined): void;
}

const ListChoice = memo(function ListChoice({ name, label, choices, value, onPick }: ListChoiceProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <Select
        id={id}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={value}
        options={[...choices]}
        onChange={(next: string | undefined) => onPick(name, next)}
      />
    </div>
  );
});

function DayChoice({ label, value, onPick }: { label: string; value: string | undefined; onPick(value: string): void }) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <Input id={id} type="date" value={value ?? ''} onChange={(event) => onPick(event.target.value)} />
    </div>
  );
}

function Chip({ name, onRemove }: { name: string; onRemove(): void }) {
  const t = useWords(searchWords);
  return (
    <Button
      shape="round"
      icon={<CloseOutlined aria-hidden />}
      iconPlacement="end"
      aria-label={t('removeCondition', { name })}
      onClick={onRemove}
    >
      {name}
    </Button>
  );
}
