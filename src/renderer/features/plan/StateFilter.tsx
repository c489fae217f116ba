import { Select } from 'antd';
import { useId } from 'react';
import { useWords } from '../../words/language.ts';
import { planWords } from './words.ts';

interface StateFilterProps {
  states: readonly { value: string; label: string }[];
  value: readonly string[];
  onChange(value: readonly string[]): void;
}

/** Which states are shown on the plan: all of them where none is chosen. */
export function StateFilter({ states, value, onChange }: StateFilterProps) {
  const t = useWords(planWords);
  const id = useId();
  return (
    <div className="plan-filter">
      <label htmlFor={id} className="field-label">
        {t('states')}
      </label>
      <Select
        id={id}
        mode="multiple"
        size="large"
        allowClear
        placeholder={t('allStates')}
        style={{ width: '100%' }}
        value={[...value]}
        onChange={onChange}
        options={[...states]}
      />
    </div>
  );
}
