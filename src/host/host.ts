import { Failure } from '#contract/failure.ts';
import { type HostReply, hostApi, hostMethods, type Needs } from '#contract/host-api.ts';
import type { Calls } from './call-table.ts';
import { createCalls } from './calls.ts';
import { openDevice } from './device.ts';
import { createLock, type Lock } from './people/lock.ts';
import type { HostOptions, Served } from './ports.ts';

export interface Host {
  /** Answers one call of the method table. Never throws: input and output are checked, an unknown method is `input-bad`. */
  call(method: string, input: unknown, bytes?: Uint8Array): Promise<HostReply>;
  /** `/photo/<token>` and `/file/<token>`; undefined when the token is unknown, has expired, or who asked for it has signed out. */
  serve(path: string): Promise<Served | undefined>;
  /** Lets go of the data folder, after work in hand is done, and stops the trial server. */
  close(): Promise<void>;
}

/**
 * Opens the data folder, which it then owns alone.
 * @throws Failure second-instance, data-folder-unwritable, disk-full, skin-mismatch, keys-damaged
 */
export async function createHost(options: HostOptions): Promise<Host> {
  const device = await openDevice(options, () => new Date());
  const lock = createLock(device);
  const calls = createCalls(device, lock, options);
  const underWay = new Set<Promise<HostReply>>();

  return {
    async call(method, input, bytes) {
      if (device.closing.aborted) return refusal(method, new Failure('call-refused'));
      const reply = answer(calls, lock, method, input, bytes);
      underWay.add(reply);
      return reply.finally(() => underWay.delete(reply));
    },
    serve: async (path) => (device.isOpen() ? device.parts().serving.find(path) : undefined),
    close: () => device.close(underWay),
  };
}

async function answer(calls: Calls, lock: Lock, method: string, input: unknown, bytes: Uint8Array | undefined): Promise<HostReply> {
  try {
    return { ok: true, value: await run(calls, lock, method, input, bytes) };
  } catch (error) {
    return refusal(method, error);
  }
}

/** Both ends of a call are checked: what comes from the page, and what would go to it. */
async function run(calls: Calls, lock: Lock, method: string, input: unknown, bytes: Uint8Array | undefined): Promise<unknown> {
  const name = hostMethods.find((known) => known === method);
  if (name === undefined) throw new Failure('input-bad', { method });
  const line = hostApi[name];
  if (line.bytes !== (bytes !== undefined)) throw new Failure('input-bad', { field: 'bytes' });
  const checked = line.input.safeParse(input);
  if (!checked.success) throw new Failure('input-bad', { field: checked.error.issues[0]?.path.join('.') ?? '' }, { cause: checked.error });
  requireNeeded(line.needs, lock);
  // The table ties each name to its input, but not for a name that is only known to be one of them.
  const call = calls[name] as (input: unknown, bytes: Uint8Array) => Promise<unknown>;
  return line.output.parse(await call(checked.data, bytes ?? new Uint8Array()));
}

/** @throws Failure sealed, not-signed-in */
function requireNeeded(needs: Needs, lock: Lock): void {
  switch (needs) {
    case 'nothing':
      return;
    case 'key':
      lock.requireKey();
      return;
    case 'person':
      lock.requirePerson();
      return;
    default:
      needs satisfies never;
  }
}

/** Only what nobody foresaw is worth a line in the log; the page learns its code alone. */
function refusal(method: string, error: unknown): HostReply {
  const line = Failure.line(error);
  if (line.code === 'internal') console.error(`${method}:`, error);
  return { ok: false, error: line };
}
