import { Input } from 'antd';
import { useId } from 'react';

interface FolderFieldProps {
  label: string;
  hint: string;
  value: string;
  disabled: boolean;
  onChange(value: string): void;
}

/** A folder of a stick, as a person types it. */
export function FolderField({ label, hint, value, disabled, onChange }: FolderFieldProps) {
  const field = useId();
  return (
    <div>
      <label className="field-label" htmlFor={field}>
        {label}
      </label>
      <Input
        id={field}
        size="large"
        value={value}
        placeholder={hint}
        disabled={disabled}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
