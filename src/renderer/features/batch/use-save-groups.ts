import { useRef, useState } from 'react';
import { useDesk } from '../../session.tsx';
import { Refusal } from '../../store/refusal.ts';
import { type RefusedGroup, saveGroups } from '../../store/save.ts';
import type { FormDraft } from '../../ui/draft/use-draft.ts';
import { useSaving } from '../../ui/saving.tsx';
import type { Groups } from './batch-changes.ts';

/** Many saves after one press: how far they are, a way to stop, and which of them a rule refused. */
export interface SavingGroups {
  saving: boolean;
  /** How many groups have been tried of how many; null while nothing is being saved. */
  progress: { tried: number; all: number } | null;
  refused: readonly RefusedGroup[];
  /** True where all were saved, and `draft` is settled then; what a rule refused, or a stop left, stays in the form and its draft. */
  save(groups: Groups, draft?: FormDraft): Promise<boolean>;
  stop(): void;
}

export function useSaveGroups(): SavingGroups {
  const desk = useDesk();
  const { saving, attempt } = useSaving();
  const [progress, setProgress] = useState<SavingGroups['progress']>(null);
  const [refused, setRefused] = useState<readonly RefusedGroup[]>([]);
  const stopping = useRef<AbortController | null>(null);

  async function save(groups: Groups, draft?: FormDraft): Promise<boolean> {
    const controller = new AbortController();
    stopping.current = controller;
    setProgress({ tried: 0, all: groups.length });
    const saved = await attempt(async (uid) => {
      const onSaved = (tried: number) => setProgress({ tried, all: groups.length });
      const { refused: left, whole } = await saveGroups(desk, groups, { uid, onSaved, signal: controller.signal });
      setRefused(left);
      const [first] = left;
      if (first !== undefined && left.length === groups.length) throw new Refusal(first.rule);
      return whole;
    }, draft);
    setProgress(null);
    return saved;
  }

  return { saving, progress, refused, save, stop: () => stopping.current?.abort() };
}
