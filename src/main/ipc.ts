import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import { Failure } from '#contract/failure.ts';
import type { HostReply } from '#contract/host-api.ts';
import type { Host } from '#host/host.ts';

/** The one channel between the page and its host. Preload spells it too: it may import nothing. */
export const callChannel = 'chaihuan';

export interface CallDoor {
  host: Pick<Host, 'call'>;
  /** The origin of our page: the scheme's, or Vite's in development. */
  origin: string;
  /** The desk's window, undefined while there is none. */
  page: () => WebContents | undefined;
}

/** Opens the channel. Every call is checked: from our window, from its main frame, from our origin. */
export function openCalls(ipcMain: Pick<IpcMain, 'handle'>, door: CallDoor): void {
  ipcMain.handle(callChannel, async (event, method: unknown, input: unknown, bytes: unknown): Promise<HostReply> => {
    if (!isOurs(event, door) || typeof method !== 'string') return refused('call-refused');
    if (bytes !== undefined && !(bytes instanceof ArrayBuffer) && !(bytes instanceof Uint8Array)) return refused('input-bad');
    const body = bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes;
    return door.host.call(method, input, body).catch((error: unknown): HostReply => ({ ok: false, error: Failure.line(error) }));
  });
}

/** A frame that navigated or died since it sent has no `senderFrame` left to vouch for it. */
function isOurs({ sender, senderFrame }: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>, { origin, page }: CallDoor): boolean {
  if (senderFrame === null || sender !== page()) return false;
  return senderFrame.parent === null && senderFrame.origin === origin;
}

function refused(code: 'call-refused' | 'input-bad'): HostReply {
  return { ok: false, error: { code, facts: {} } };
}
