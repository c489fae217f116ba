import { useState } from 'react';
import type { RecordId } from '#domain/identity.ts';
import { type FiledType, filedTypes } from '../../store/tray.ts';

/** A record that photos are filed with, as people know it. */
export interface Target {
  type: FiledType;
  id: RecordId;
  label: string;
}

export const isFiledType = (type: string): type is FiledType => filedTypes.some((one) => one === type);

let last: Target | null = null;

/** The record chosen; at first the one that was chosen last, since photos of one thing come in several goes. */
export function useTarget(): [Target | null, (target: Target | null) => void] {
  const [target, setTarget] = useState(last);
  return [
    target,
    (next) => {
      last = next;
      setTarget(next);
    },
  ];
}
