import type { DeviceStatus } from '#contract/host-api.ts';
import type { User } from '#domain/identity.ts';
import type { InHand } from '../../in-hand.tsx';
import type { Opened, OpeningStep } from './open-desk.ts';

/** What stands in the window. */
export type Stage =
  | { at: 'starting' }
  | { at: 'failed'; problem: unknown }
  | { at: 'door'; device: DeviceStatus; chosen: User | null }
  | { at: 'opening'; step: OpeningStep; done: number; total: number }
  | { at: 'notices'; opened: Opened }
  | { at: 'desk'; opened: Opened; inHand: InHand }
  | { at: 'leaving'; opened: Opened; inHand: InHand; onward(): Promise<void> };

/**
 * News of the desk that is on the screen. What comes once somebody has left it (of a sync that was stopped, say) changes nothing: it must not bring
 * the desk back before the next person's PIN.
 */
export function onDesk(stage: Stage, news: Partial<Pick<Opened, 'clockOffsetMs' | 'device' | 'enrollment'>>): Stage {
  return stage.at === 'desk' ? { ...stage, opened: { ...stage.opened, ...news } } : stage;
}
