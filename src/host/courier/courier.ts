import { isAbsolute } from 'node:path';
import type { CourierAnswer, CourierExport, CourierProgress } from '#contract/courier.ts';
import type { PullReply } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { TakenHandovers } from '#contract/handover.ts';
import type { Clock } from '../clock.ts';
import type { Generations } from '../journal/generations.ts';
import type { DeviceKeys } from '../keys/device-keys.ts';
import type { Photos } from '../photos/photos.ts';
import type { Vault } from '../photos/vault.ts';
import { joined } from '../remote/enroll-file.ts';
import { requireMembership, updateMembership } from '../remote/membership.ts';
import type { Settings } from '../settings/settings.ts';
import { createTurns } from '../turns.ts';
import { desksOf, officeOf } from './audience.ts';
import { exportBundles, type Wanted } from './export.ts';
import type { KeptHandovers } from './kept-handovers.ts';
import { type OpenAnswer, openNewestAnswer } from './open-answer.ts';
import { takeInHandovers } from './take-in.ts';

/** The stick that carries what no line does: SPEC.md, Courier and Handover. */
export interface Courier {
  /** For the office, with what other desks handed over here; or for the other desks. */
  export(wanted: Wanted, to: 'office' | 'desks'): Promise<CourierExport>;
  /** Takes in what other desks wrote for this one. */
  takeIn(folder: string): Promise<TakenHandovers>;
  progress(): CourierProgress;
  /** Ends exports and takings-in under way: they throw `cancelled`. */
  stop(): void;
  import(folder: string): Promise<CourierAnswer>;
  page(index: number): PullReply;
}

export interface CourierOptions {
  journal: Generations;
  vault: Vault;
  photos: Photos;
  kept: KeptHandovers;
  keys: DeviceKeys;
  settings: Settings;
  closing: AbortSignal;
  now: Clock;
  /** @throws Failure disk-low where no photos should be taken any more */
  requireRoom(): Promise<void>;
}

/** What a piece of work that may be stopped is given. */
interface Under {
  signal: AbortSignal;
  report(so: Omit<CourierProgress, 'running'>): void;
}

export function createCourier({ journal, vault, photos, kept, keys, settings, closing, now, requireRoom }: CourierOptions): Courier {
  const inTurn = createTurns();
  const idle: CourierProgress = { running: false, doneBytes: 0, totalBytes: 0 };
  let progress = idle;
  const stoppers = new Set<AbortController>();
  let opened: OpenAnswer | undefined;

  /** A stop that comes while another piece is under way ends this one too. */
  function stoppable<T>(work: (under: Under) => Promise<T>): Promise<T> {
    const stopper = new AbortController();
    stoppers.add(stopper);
    const signal = AbortSignal.any([closing, stopper.signal]);
    const report: Under['report'] = ({ doneBytes, totalBytes }) => {
      progress = { running: true, doneBytes, totalBytes };
    };
    return inTurn(async () => {
      progress = { ...idle, running: true };
      try {
        return await work({ signal, report });
      } catch (error) {
        throw signal.aborted ? new Failure('cancelled', {}, { cause: error }) : error;
      } finally {
        progress = idle;
        stoppers.delete(stopper);
      }
    });
  }

  async function write(wanted: Wanted, to: 'office' | 'desks', under: Under): Promise<CourierExport> {
    const membership = requireMembership(settings);
    const audience = to === 'office' ? officeOf(membership) : desksOf(membership);
    const written = await exportBundles(wanted, { journal, vault, keys, membership, audience, ...under });
    if (to === 'office') await kept.copyTo(wanted.folder);
    return written;
  }

  async function read(folder: string): Promise<CourierAnswer> {
    const found = await openNewestAnswer(folder, keys, requireMembership(settings));
    const { epoch, next } = found.answer;
    const known = requireMembership(settings).enrollment.epoch;
    // An answer of before a restore [E3], and one to another copy of this disk [FK2].
    if (epoch < known) throw new Failure('answer-old', { epoch, known });
    if (next > journal.state().last + 1) throw new Failure('FORK', { n: next });
    await updateMembership(settings, (current) => ({
      ...joined(current),
      enrollment: { ...current.enrollment, epoch },
      ...(found.peers === undefined ? {} : { peers: { mark: '', peers: found.peers } }),
      ...(found.grants === undefined ? {} : { grants: found.grants }),
    }));
    opened = found;
    return found.answer;
  }

  async function take(folder: string, under: Under): Promise<TakenHandovers> {
    await requireRoom();
    return takeInHandovers(folder, { kept, vault, photos, keys, membership: requireMembership(settings), now, ...under });
  }

  return {
    async export(wanted, to) {
      requirePlace(wanted.folder, 'stick-unwritable');
      return stoppable((under) => write(wanted, to, under));
    },
    async takeIn(folder) {
      requirePlace(folder, 'stick-unreadable');
      return stoppable((under) => take(folder, under));
    },
    progress: () => progress,
    stop() {
      for (const stopper of stoppers) stopper.abort();
    },
    async import(folder) {
      requirePlace(folder, 'stick-unreadable');
      return inTurn(() => read(folder));
    },
    page(index) {
      const page = opened?.pages[index];
      if (page === undefined) throw new Failure('input-bad', { field: 'index' });
      return page;
    },
  };
}

/** Whatever this program was started from, a folder is where the person sees it. */
function requirePlace(folder: string, otherwise: 'stick-unreadable' | 'stick-unwritable'): void {
  if (!isAbsolute(folder)) throw new Failure(otherwise);
}
