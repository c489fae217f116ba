import { CloseOutlined } from '@ant-design/icons';
import { Button, Flex, Input, Select } from 'antd';
import { memo, useId } from 'react';
import { SearchFilters, type SearchPlaces } from '#domain/search.ts';
import { useWord, useWords } from '../../words/language.ts';
import { type FilterChoice, filterChoices, type ListFilter, listFilters } from './filter-choices.ts';
import { searchWords } from './words.ts';

interface FiltersProps {
  filters: SearchFilters;
  places: SearchPlaces;
  onChange(filters: SearchFilters): void;
}

/** Filters that are on or off, and what each is called. */
const marks = [
  ['mine', 'mine'],
  ['unsynced', 'unsynced'],
  ['conflict', 'disputed'],
] as const;
const days = ['from', 'to'] as const;

/** Parsed, because a half-typed date is no filter yet. */
function withFilter(filters: SearchFilters, name: keyof SearchFilters, value: string | true | undefined): SearchFilters {
  const { [name]: _was, ...others } = filters;
  const next = SearchFilters.safeParse(value === undefined || value === '' ? others : { ...others, [name]: value });
  return next.data ?? filters;
}

/** Everything that can narrow a search, and what narrows it now as chips that can be taken away. Not drawn again while somebody types. */
export const Filters = memo(function Filters({ filters, places, onChange }: FiltersProps) {
  const t = useWords(searchWords);
  const choices = filterChoices(filters, places, useWord());
  const set = (name: keyof SearchFilters, value: string | true | undefined) => onChange(withFilter(filters, name, value));
  return (
    <Flex vertical gap={12}>
      <fieldset className="search-filters" aria-label={t('conditions')}>
        {listFilters.map((name) => (
          <ListChoice key={name} label={t(name)} choices={choices[name]} value={filters[name]} onPick={(value) => set(name, value)} />
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
          <Button type="link" onClick={() => onChange({})}>
            {t('clear')}
          </Button>
        )}
      </Flex>
    </Flex>
  );
});

interface ListChoiceProps {
  label: string;
  choices: readonly FilterChoice[];
  value: SearchFilters[ListFilter];
  onPick(value: string | undefined): void;
}

function ListChoice({ label, choices, value, onPick }: ListChoiceProps) {
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
        onChange={(next: string | undefined) => onPick(next)}
      />
    </div>
  );
}

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
