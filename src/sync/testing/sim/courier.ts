import { courierLimits } from '#contract/courier.ts';
import { type PushRequest, protocol, signedText } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { DeviceId } from '#domain/identity.ts';
import type { Mutation } from '#domain/mutation.ts';
import { collect, cutRanges, readPushes } from '#host/courier/pushes.ts';
import { updateMembership } from '#host/remote/membership.ts';
import type { Settings } from '#host/settings/settings.ts';
import type { Courier } from '../../courier.ts';
import type { Disk } from './disk.ts';
import { signAs } from './district.ts';
import type { MemoryJournal } from './memory-journal.ts';
import type { StickAnswer, StickPart } from './stick.ts';

interface CourierParts {
  disk: Disk;
  journal: MemoryJournal;
  settings: Settings;
  signKey: Uint8Array;
  newId(): string;
}

/** What was written, for whom, and the answer that lies on the stick. */
interface Readers {
  written: Record<'office' | 'desks', StickPart[]>;
  inserted: StickAnswer | undefined;
}

/** Host's side of the stick: the shipped cutting into parts and pushes, without the bytes of ZIP and seal. */
export function createMemoryCourier(parts: CourierParts): Courier & Readers {
  const { disk, journal, settings } = parts;
  const courier = {
    written: { office: [], desks: [] } as Readers['written'],
    inserted: undefined as StickAnswer | undefined,

    async export({ from, epoch, cursor, photos, handed = [], to = 'office' }: Parameters<Courier['export']>[0]) {
      const { last } = journal.state();
      const ranges = from === null || from > last ? [] : await collect(cutRanges(journal, { from, to: last }, courierLimits.partMutations));
      const batch = parts.newId();
      const going = photos.map(({ sha256 }) => sha256).filter((sha256) => disk.originals.has(sha256));
      const awaited = photos.map(({ sha256 }) => sha256);
      const about = { dev: disk.membership.enrollment.dev, epoch, cursor, batch };
      const files: StickPart[] = [];
      for (const range of ranges) {
        const pushes = (await collect(readPushes(journal, range))).map((muts) => signedPush(muts, { ...about, signKey: parts.signKey }));
        files.push({ ...about, pushes, photos: [], awaited, handed });
      }
      if (going.length > 0) files.push({ ...about, pushes: [], photos: going, awaited, handed });
      if (to === 'office' && files.length === 0 && handed.length > 0) files.push({ ...about, pushes: [], photos: [], awaited, handed });
      courier.written[to].push(...files);
      const unreadable = awaited.filter((sha256) => !going.includes(sha256));
      const mutations = ranges.reduce((sum, { from: first, to }) => sum + to - first + 1, 0);
      return { batch, files: files.map((_, index) => `${batch}-${index}`), bytes: 0, mutations, photos: going.length, unreadable };
    },

    async import() {
      const found = courier.inserted;
      const { enrollment } = disk.membership;
      if (found?.dev !== enrollment.dev) throw new Failure('answer-none');
      const { epoch, next } = found.answer;
      const known = enrollment.epoch;
      if (epoch < known) throw new Failure('answer-old', { epoch, known });
      if (next > journal.state().last + 1) throw new Failure('FORK', { n: next });
      if (epoch > known) await updateMembership(settings, (current) => ({ ...current, enrollment: { ...current.enrollment, epoch } }));
      return found.answer;
    },

    async page(index: number) {
      const page = courier.inserted?.pages[index];
      if (page === undefined) throw new Failure('input-bad', { field: 'index' });
      return page;
    },
  };
  return courier;
}

/** Lines as one push, signed by its last. */
export function signedPush(
  muts: Mutation[],
  { dev, epoch, batch, signKey }: { dev: DeviceId; epoch: number; batch: string; signKey: Uint8Array },
): PushRequest {
  const [first, last] = [muts[0], muts.at(-1)];
  if (first === undefined || last === undefined) throw new TypeError('nothing to sign');
  return { p: protocol, batch, dev, epoch, from: first.n, to: last.n, muts, sig: signAs(signKey, signedText.push(last.h)) };
}
