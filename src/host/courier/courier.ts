import { isAbsolute } from 'node:path';
import type { CourierAnswer, CourierExport, CourierProgress } from '#contract/courier.ts';
import type { PullReply } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { Generations } from '../journal/generations.ts';
import type { DeviceKeys } from '../keys/device-keys.ts';
import type { Vault } from '../photos/vault.ts';
import { requireMembership, updateMembership } from '../remote/membership.ts';
import type { Settings } from '../settings/settings.ts';
import { createTurns } from '../turns.ts';
import { exportBundles, type Wanted } from './export.ts';
import { type OpenAnswer, openNewestAnswer } from './open-answer.ts';

/** The stick that carries what no line does: SPEC.md, Courier. */
export interface Courier {
  export(wanted: Wanted): Promise<CourierExport>;
  progress(): CourierProgress;
  stop(): void;
  import(folder: string): Promise<CourierAnswer>;
  page(index: number): PullReply;
}

export interface CourierOptions {
  journal: Generations;
  vault: Vault;
  keys: DeviceKeys;
  settings: Settings;
  closing: AbortSignal;
}

export function createCourier({ journal, vault, keys, settings, closing }: CourierOptions): Courier {
  const inTurn = createTurns();
  const idle: CourierProgress = { running: false, doneBytes: 0, totalBytes: 0 };
  let progress = idle;
  const stoppers = new Set<AbortController>();
  let opened: OpenAnswer | undefined;

  async function write(wanted: Wanted, stopper: AbortController): Promise<CourierExport> {
    const signal = AbortSignal.any([closing, stopper.signal]);
    progress = { ...idle, running: true };
    const report = (so: Omit<CourierProgress, 'running'>) => {
      progress = { running: true, ...so };
    };
    try {
      return await exportBundles(wanted, { journal, vault, keys, membership: requireMembership(settings), signal, report });
    } catch (error) {
      throw signal.aborted ? new Failure('cancelled', {}, { cause: error }) : error;
    } finally {
      progress = idle;
      stoppers.delete(stopper);
    }
  }

  async function read(folder: string): Promise<CourierAnswer> {
    const membership = requireMembership(settings);
    const found = await openNewestAnswer(folder, keys, membership);
    const { epoch, next } = found.answer;
    const known = membership.enrollment.epoch;
    // An answer of before a restore [E3], and one to another copy of this disk [FK2].
    if (epoch < known) throw new Failure('EPOCH', { epoch, known });
    if (next > journal.state().last + 1) throw new Failure('FORK', { n: next });
    if (epoch > known) await updateMembership(settings, (current) => ({ ...current, enrollment: { ...current.enrollment, epoch } }));
    opened = found;
    return found.answer;
  }

  return {
    async export(wanted) {
      requirePlace(wanted.folder);
      // Made now, so that a stop that comes while another is being written ends this one too.
      const stopper = new AbortController();
      stoppers.add(stopper);
      return inTurn(() => write(wanted, stopper));
    },
    progress: () => progress,
    stop() {
      for (const stopper of stoppers) stopper.abort();
    },
    async import(folder) {
      requirePlace(folder);
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
function requirePlace(folder: string): void {
  if (!isAbsolute(folder)) throw new Failure('stick-unwritable');
}
