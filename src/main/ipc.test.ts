import type { IpcMain, WebContents } from 'electron';
import { beforeEach, describe, expect, it } from 'vitest';
import type { HostReply } from '#contract/host-api.ts';
import { callChannel, openCalls } from './ipc.ts';

type Listener = (event: unknown, ...args: unknown[]) => Promise<HostReply>;

describe('calls from the page', () => {
  const page = {} as WebContents;
  const frame = { parent: null, origin: 'desk://app' };
  const ours = { sender: page, senderFrame: frame };
  const heard: unknown[] = [];
  let call: Listener;

  beforeEach(() => {
    heard.length = 0;
    const ipcMain: Pick<IpcMain, 'handle'> = {
      handle: (channel, listener) => {
        expect(channel).toBe(callChannel);
        call = listener as Listener;
      },
    };
    openCalls(ipcMain, {
      origin: 'desk://app',
      page: () => page,
      host: {
        async call(method, input, bytes) {
          if (method === 'broken') throw new Error('a secret path');
          heard.push([method, input, bytes]);
          return { ok: true, value: 1 };
        },
      },
    });
  });

  it('reach host with their bytes', async () => {
    expect(await call(ours, 'photos.ingest', { a: 1 }, new Uint8Array([1, 2]).buffer)).toEqual({ ok: true, value: 1 });
    expect(heard).toEqual([['photos.ingest', { a: 1 }, new Uint8Array([1, 2])]]);
  });

  it.each([
    ['another window', { sender: {}, senderFrame: frame }],
    ['a frame inside the page', { sender: page, senderFrame: { ...frame, parent: frame } }],
    ['another origin', { sender: page, senderFrame: { ...frame, origin: 'https://evil.example' } }],
    ['a frame that is gone', { sender: page, senderFrame: null }],
  ])('are refused from %s', async (_who, event) => {
    expect(await call(event, 'device.status', {})).toEqual({ ok: false, error: { code: 'call-refused', facts: {} } });
    expect(heard).toEqual([]);
  });

  it('are refused when they are not calls', async () => {
    expect(await call(ours, 1, {})).toMatchObject({ error: { code: 'call-refused' } });
    expect(await call(ours, 'photos.ingest', {}, 'bytes')).toMatchObject({ error: { code: 'input-bad' } });
  });

  it('never carry a raw message back', async () => {
    expect(await call(ours, 'broken', {})).toEqual({ ok: false, error: { code: 'internal', facts: {} } });
  });
});
