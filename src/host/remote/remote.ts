import { HeldReply, type HeldState, HelloReply, PullReply, PushReply, protocol, Receipt, signedText } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import { DevicesReply, HoldsReply } from '#contract/hold.ts';
import type { HostInput } from '#contract/host-api.ts';
import { type HistoryParams, HistoryReply } from '#contract/record-history.ts';
import type { Mutation } from '#domain/mutation.ts';
import type { Clock } from '../clock.ts';
import type { Generations } from '../journal/generations.ts';
import { type JournalLine, lineOf, parseLine } from '../journal/journal.ts';
import type { Signer } from '../keys/device-keys.ts';
import type { Settings } from '../settings/settings.ts';
import { createLinePushes, type LinePart } from './line-pushes.ts';
import { requireMembership, updateMembership } from './membership.ts';
import { pushBody } from './push-body.ts';
import { parseReceipt } from './receipt.ts';
import { renew } from './renew.ts';
import type { Session } from './session.ts';
import { patienceMs, type Wire } from './wire.ts';

/** Records to and from the district server this device has joined. @throws Failure not-enrolled and the wire's */
export interface Remote {
  hello(): Promise<HelloReply>;
  push(batch: string, epoch: number, muts: Mutation[]): Promise<PushReply>;
  pushLines(part: LinePart): Promise<PushReply>;
  pull(input: HostInput<'remote.pull'>): Promise<PullReply>;
  receipt(batch: string): Promise<Receipt>;
  held(uids: string[]): Promise<HeldState[]>;
  holds(input: HostInput<'remote.holds'>): Promise<HoldsReply>;
  devices(): Promise<DevicesReply>;
  history(record: HistoryParams): Promise<HistoryReply>;
  /** @throws Failure REVOKED, disk-full */
  renew(kept: readonly Mutation[]): Promise<void>;
}

export interface RemoteOptions {
  wire: Wire;
  session: Session;
  keys: Signer;
  settings: Settings;
  journal: Generations;
  now: Clock;
}

export function createRemote({ wire, session, keys, settings, journal, now }: RemoteOptions): Remote {
  async function hello(): Promise<HelloReply> {
    const { enrollment } = requireMembership(settings);
    const path = `/sync/v1/hello?last=${journal.state().last}&at=${now().toISOString()}`;
    const reply = await session.withToken((token) =>
      wire.call({ method: 'GET', path, token, reply: HelloReply, timeoutMs: patienceMs.hello }),
    );
    const { serverId, epoch, pMin, pMax } = reply.value;
    if (serverId !== enrollment.serverId) throw new Failure('server-other');
    // An echo from before a restore, or a copy of the server that somebody woke up [E3].
    if (epoch < enrollment.epoch) throw new Failure('EPOCH', { epoch, known: enrollment.epoch });
    if (protocol < pMin) throw new Failure('UPGRADE', { p: protocol, pMin, pMax });
    if (protocol > pMax) throw new Failure('server-outdated', { p: protocol, pMin, pMax });
    await rememberEpoch(epoch);
    return reply.value;
  }

  /** An epoch only rises: a lower one is an echo from before a restore. */
  async function rememberEpoch(epoch: number): Promise<void> {
    if (epoch <= requireMembership(settings).enrollment.epoch) return;
    await updateMembership(settings, (current) => ({ ...current, enrollment: { ...current.enrollment, epoch } }));
  }

  function push(batch: string, epoch: number, muts: Mutation[]): Promise<PushReply> {
    return pushLines(batch, epoch, muts.map(lineOf));
  }

  async function pushLines(batch: string, epoch: number, lines: readonly JournalLine[]): Promise<PushReply> {
    const { enrollment } = requireMembership(settings);
    if (epoch !== enrollment.epoch) throw new Failure('EPOCH', { epoch: enrollment.epoch });
    const [first, last] = [lines[0], lines.at(-1)];
    if (first === undefined || last === undefined) throw new Failure('input-bad', { field: 'muts' });
    const { dev, h } = parseLine(last);
    if (lines.some(({ n }, i) => n !== first.n + i) || dev !== enrollment.dev) throw new Failure('input-bad', { field: 'muts' });
    const sig = keys.sign(signedText.push(h));
    const text = pushBody({ p: protocol, batch, dev, epoch, from: first.n, to: last.n, sig }, lines);
    return session.withToken(async (token) => {
      return (await wire.call({ method: 'POST', path: '/sync/v1/push', text, token, reply: PushReply })).value;
    });
  }

  /** [FK2] A server that knows more numbers of this device than its journal has met another copy of this disk, or this disk at a later time. */
  async function pull({ epoch, cursor, limit }: HostInput<'remote.pull'>): Promise<PullReply> {
    const path = `/sync/v1/pull?epoch=${epoch}&cursor=${cursor}&limit=${limit}`;
    const page = await session.withToken(async (token) => (await wire.call({ method: 'GET', path, token, reply: PullReply })).value);
    if (page.epoch === epoch && page.next > journal.state().last + 1) throw new Failure('FORK', { n: page.next });
    return page;
  }

  function held(uids: string[]): Promise<HeldState[]> {
    const call = { method: 'POST', path: '/sync/v1/held', json: { uids }, reply: HeldReply } as const;
    return session.withToken(async (token) => (await wire.call({ ...call, token })).value.held);
  }

  async function holds({ epoch, cursor }: HostInput<'remote.holds'>): Promise<HoldsReply> {
    const path = `/sync/v1/holds?epoch=${epoch}&cursor=${cursor}`;
    return session.withToken(async (token) => (await wire.call({ method: 'GET', path, token, reply: HoldsReply })).value);
  }

  function devices(): Promise<DevicesReply> {
    const call = { method: 'GET', path: '/sync/v1/devices', reply: DevicesReply } as const;
    return session.withToken(async (token) => (await wire.call({ ...call, token })).value);
  }

  function history({ type, id }: HistoryParams): Promise<HistoryReply> {
    const call = { method: 'GET', path: `/sync/v1/records/${type}/${id}/history`, reply: HistoryReply } as const;
    return session.withToken(async (token) => (await wire.call({ ...call, token })).value);
  }

  async function receipt(batch: string): Promise<Receipt> {
    const path = `/sync/v1/receipts/${batch}`;
    const { raw } = await session.withToken((token) => wire.call({ method: 'GET', path, token, reply: Receipt }));
    return parseReceipt(raw, batch, requireMembership(settings));
  }

  return {
    hello,
    push,
    pushLines: createLinePushes(journal, pushLines),
    pull,
    receipt,
    held,
    holds,
    devices,
    history,
    renew: (kept) => renew(kept, { wire, keys, settings, journal }),
  };
}
