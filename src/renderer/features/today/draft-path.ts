import type { Draft } from '#contract/draft.ts';
import { readDraftKey } from '../../store/draft-kinds.ts';
import { surveyPath } from '../survey/place-search.ts';

/** The page a draft was left on; those of version 1 did not keep it, and their keys say it. */
export function findDraftPath({ key, path }: Draft): string | undefined {
  if (path !== undefined) return path;
  const { kind, of: [where = '', unit, room] = [] } = readDraftKey(key) ?? {};
  if (kind === 'completion') return `/structures/${where}`;
  if (kind !== 'structure' && kind !== 'fixture') return undefined;
  return surveyPath(kind, { building: where, unit: unit || undefined, room: room || undefined });
}
