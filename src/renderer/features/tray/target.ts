import { useState } from 'react';
import type { TrayPhoto } from '#contract/tray.ts';
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

/** The one record that a phone sent all of these for. */
function sentFor(photos: readonly TrayPhoto[]): Target | undefined {
  const [first] = photos;
  const wanted = first?.phone;
  if (!wanted || !isFiledType(wanted.type) || photos.some(({ phone }) => phone?.id !== wanted.id)) return undefined;
  return { type: wanted.type, id: wanted.id, label: wanted.about };
}

/** The record chosen; at first what a phone sent them for, or the one chosen last: photos of one thing come in several goes. */
export function useTarget(photos: readonly TrayPhoto[]): [Target | null, (target: Target | null) => void] {
  const [target, setTarget] = useState(() => sentFor(photos) ?? last);
  return [
    target,
    (next) => {
      last = next;
      setTarget(next);
    },
  ];
}
