import { type HostCall, HostReply, inputHeader, tokenHeader } from '#contract/host-api.ts';

declare global {
  interface Window {
    /** What preload gives in Electron; absent in the browser shell. */
    chaihuan?: HostCall;
  }
}

const refused: HostReply = { ok: false, error: { code: 'call-refused', facts: {} } };
/** Nothing answers at the page's own address, or not to the end: whether the call was done nobody can say. */
const gone: HostReply = { ok: false, error: { code: 'host-gone', facts: {} } };
const tokenKey = 'chaihuan.token';

/** Exchanges the launch code of the address for this window's token, and takes it out of the address. */
async function openSession(): Promise<string | null> {
  const code = /^#launch=([\w-]+)$/.exec(location.hash)?.[1];
  if (code === undefined) return sessionStorage.getItem(tokenKey);
  history.replaceState(null, '', `${location.pathname}#/`);
  const reply = await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  if (!reply.ok) return sessionStorage.getItem(tokenKey);
  const { token } = (await reply.json()) as { token: string };
  sessionStorage.setItem(tokenKey, token);
  return token;
}

function callOverHttp(token: string): HostCall {
  return async (method, input, bytes) => {
    const headers: Record<string, string> = { [tokenHeader]: token, 'content-type': 'application/json' };
    let body: BodyInit = JSON.stringify(input);
    if (bytes !== undefined) {
      headers[inputHeader] = encodeURIComponent(JSON.stringify(input));
      headers['content-type'] = 'application/octet-stream';
      body = bytes;
    }
    const reply = await fetch(`/call/${method}`, { method: 'POST', headers, body })
      .then((answer) => answer.text())
      .catch(() => undefined);
    if (reply === undefined) return gone;
    return HostReply.safeParse(JSON.parse(reply)).data ?? refused;
  };
}

/** The one place that knows which shell this is. */
export async function connectShell(): Promise<HostCall> {
  if (window.chaihuan !== undefined) return window.chaihuan;
  const token = await openSession();
  return token === null ? () => Promise.resolve(refused) : callOverHttp(token);
}
