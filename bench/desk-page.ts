import { pinOf } from '../e2e/secrets.ts';
import { createHostClient } from '../src/renderer/host-client.ts';
import { connectShell } from '../src/renderer/shell.ts';
import { DeskDatabase } from '../src/renderer/store/database.ts';
import type { Desk } from '../src/renderer/store/desk.ts';
import { createSource } from '../src/renderer/store/source.ts';
import { person } from './store/person.ts';

/** The enrolled desk of this window, in a page of the bench's own: whoever enrolled it comes back to it. */
export async function openDesk(): Promise<Desk> {
  const host = createHostClient(await connectShell());
  const { enrollment: before } = await host.call('device.status', {});
  const known = before?.users.find(({ name }) => name === person)?.id;
  if (known === undefined) throw new Error('not enrolled');
  const { storeKey } = await host.call('people.signIn', { user: known, secret: { kind: 'pin', pin: pinOf(person) } });
  const db = new DeskDatabase(storeKey);
  const device = await host.call('device.status', {});
  const enrollment = device.enrollment;
  const user = enrollment?.users.find(({ name }) => name === person);
  if (enrollment === null || user === undefined) throw new Error('not enrolled');
  return { db, host, source: createSource(), device, enrollment, user, clockOffsetMs: 0 };
}

type Works = Record<string, (...args: never[]) => Promise<unknown>>;

/** What goes wrong in the page, in words: a class from there does not cross over with its own. */
export const told = <W extends Works>(works: W): W =>
  Object.fromEntries(
    Object.entries(works).map(([name, work]) => [
      name,
      (...args: never[]) =>
        work(...args).catch((error: unknown) => {
          throw new Error(error instanceof Error ? `${error.name}: ${error.message}\n${error.stack}` : String(error));
        }),
    ]),
  ) as W;

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
