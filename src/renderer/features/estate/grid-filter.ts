import type { Tone } from '../../ui/StatusTag.tsx';
import type { RoomCell } from './elevation.ts';
import { standingOf } from './standing.ts';
import type { SweepMark } from './sweeps.ts';

/** What of the grid is looked at; null asks for nothing. */
export interface GridFilter {
  tone: Exclude<Tone, 'neutral'> | null;
  type: 'structure' | 'fixture' | null;
  unswept: boolean;
  mine: boolean;
}

export const noFilter: GridFilter = { tone: null, type: null, unswept: false, mine: false };

/** How a room's windows were looked at last: by its unit, or with the whole building. */
export type RoomSweep = SweepMark['sweep'];

export const isFiltered = ({ tone, type, unswept, mine }: GridFilter): boolean => tone !== null || type !== null || unswept || mine;

/** Blank is not clean: nothing is recorded, and nobody got to look. */
export function isUnswept(cell: RoomCell, sweep: RoomSweep): boolean {
  return cell.things.length === 0 && cell.shared.length === 0 && (sweep === undefined || sweep.fields.result === 'NO_ACCESS');
}

/** Whether a room is among what is looked for. `mine` are the rooms' codes of the households assigned to this person. */
export function matches(filter: GridFilter, cell: RoomCell, facts: { sweep: RoomSweep; mine: ReadonlySet<string> }): boolean {
  if (filter.mine && !facts.mine.has(cell.code)) return false;
  if (filter.unswept && !isUnswept(cell, facts.sweep)) return false;
  if (filter.tone === null && filter.type === null) return true;
  const things = cell.things.filter(({ type }) => filter.type === null || type === filter.type);
  return things.some((thing) => filter.tone === null || standingOf(thing).tone === filter.tone);
}

export interface Progress {
  rooms: number;
  /** Rooms of which something is known: recorded, or looked at with nothing found. */
  known: number;
  things: number;
  /** Things whose way has ended well. */
  done: number;
}

export function progressOf(cells: readonly RoomCell[], sweepOf: (cell: RoomCell) => RoomSweep): Progress {
  const things = cells.flatMap((cell) => cell.things).filter(({ fields }) => fields.status !== 'void');
  return {
    rooms: cells.length,
    known: cells.filter((cell) => !isUnswept(cell, sweepOf(cell))).length,
    things: things.length,
    done: things.filter((thing) => ['good', 'neutral'].includes(standingOf(thing).tone)).length,
  };
}
