import { Button, Flex, Input } from 'antd';
import { type Ref, useId, useState } from 'react';
import { useWords } from '../../words/language.ts';
import { doorWords } from './door-words.ts';

interface SecretFieldProps {
  label: string;
  value: string;
  onChange(value: string): void;
  hint?: string | undefined;
  error?: string | undefined;
  inputMode?: 'text' | 'numeric';
  ref?: Ref<{ focus(): void }>;
}

/** A secret as it is typed: dots until 显示 is tapped. A text field, so that no browser offers to remember it. */
export function SecretField({ label, value, onChange, hint, error, inputMode = 'text', ref }: SecretFieldProps) {
  const t = useWords(doorWords);
  const id = useId();
  const [shown, setShown] = useState(false);
  const about = [hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`].filter(Boolean).join(' ');
  return (
    <Flex vertical gap={4}>
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {hint !== undefined && (
        <div id={`${id}-hint`} className="hint">
          {hint}
        </div>
      )}
      <Flex gap={8}>
        <Input
          id={id}
          ref={ref as Ref<never>}
          className={shown ? '' : 'secret'}
          value={value}
          inputMode={inputMode}
          autoComplete="off"
          spellCheck={false}
          status={error === undefined ? '' : 'error'}
          aria-invalid={error !== undefined}
          aria-describedby={about || undefined}
          onChange={(event) => onChange(event.target.value)}
        />
        <Button aria-pressed={shown} aria-label={`${t(shown ? 'hide' : 'show')} ${label}`} onClick={() => setShown(!shown)}>
          {t(shown ? 'hide' : 'show')}
        </Button>
      </Flex>
      {error !== undefined && (
        <div id={`${id}-error`} className="field-error" role="alert">
          {error}
        </div>
      )}
    </Flex>
  );
}
