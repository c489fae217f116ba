import type { Caller } from './enrolled-device.ts';

/** Talks to a server over its port. */
export function createFetchCaller(url: string): Caller {
  return {
    call: async (method, path, { token, json, bytes } = {}) => {
      const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
      if (json !== undefined) headers['content-type'] = 'application/json';
      if (bytes !== undefined) headers['content-type'] = 'application/octet-stream';
      const body = bytes === undefined ? (json === undefined ? null : JSON.stringify(json)) : new Uint8Array(bytes);
      const reply = await fetch(`${url}${path}`, { method, headers, body });
      const received = Buffer.from(await reply.arrayBuffer());
      const isJson = reply.headers.get('content-type')?.includes('json') === true;
      return { status: reply.status, body: isJson ? JSON.parse(received.toString('utf8')) : undefined, bytes: received };
    },
  };
}
