import { Button, Flex, Input, type InputRef } from 'antd';
import { type Ref, useEffect, useId, useState } from 'react';
import { useDesk } from '../../session.tsx';
import { useWords } from '../../words/language.ts';
import { stickWords } from './stick-words.ts';

interface FolderFieldProps {
  label: string;
  hint: string;
  value: string;
  disabled: boolean;
  onChange(value: string): void;
  ref?: Ref<InputRef>;
}

/** A folder of a stick: one of those that are plugged in, at a press, or any other as a person types it. */
export function FolderField({ label, hint, value, disabled, onChange, ref }: FolderFieldProps) {
  const field = useId();
  const t = useWords(stickWords);
  const { host } = useDesk();
  const [places, setPlaces] = useState<readonly string[]>([]);

  /** Sticks come and go: they are looked for whenever somebody turns to the field. */
  async function look(): Promise<void> {
    setPlaces((await host.call('courier.places', {})).places);
  }

  useEffect(() => {
    let current = true;
    void host.call('courier.places', {}).then(
      (found) => current && setPlaces(found.places),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [host]);

  return (
    <Flex vertical gap={8}>
      <label className="field-label" htmlFor={field}>
        {label}
      </label>
      <Input
        id={field}
        ref={ref}
        size="large"
        value={value}
        placeholder={hint}
        disabled={disabled}
        autoComplete="off"
        spellCheck={false}
        onFocus={() => void look().catch(() => undefined)}
        onChange={(event) => onChange(event.target.value)}
      />
      {places.length > 0 && (
        <Flex gap={8} wrap role="group" aria-label={t('plugged')}>
          {places.map((place) => (
            <Button key={place} size="large" disabled={disabled} onClick={() => onChange(place)}>
              {place}
            </Button>
          ))}
        </Flex>
      )}
    </Flex>
  );
}
