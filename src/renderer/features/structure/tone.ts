import type { Structure } from '#domain/structure.ts';
import type { Tone } from '../../ui/StatusTag.tsx';

/** A state's colour and shape. */
export const structureTones: Record<Structure['status'], Tone> = {
  draft: 'waiting',
  surveyed: 'waiting',
  determined: 'waiting',
  notified: 'active',
  agreedSelf: 'active',
  agreedAssisted: 'active',
  refused: 'bad',
  scheduled: 'active',
  removed: 'active',
  cleared: 'active',
  madeGood: 'active',
  accepted: 'good',
  kept: 'neutral',
  void: 'neutral',
};

/** How far from closed, worst first: a refusal, then what nobody has looked at fully, and so on. */
export const structureOrder: readonly Structure['status'][] = [
  'refused',
  'draft',
  'surveyed',
  'determined',
  'notified',
  'agreedSelf',
  'agreedAssisted',
  'scheduled',
  'removed',
  'cleared',
  'madeGood',
  'accepted',
  'kept',
  'void',
];
