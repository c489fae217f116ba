import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A line that breaks once, at a byte, and counts what went over it. */
export interface ByteCutter {
  url: string;
  /** Bytes of photos that went over it, whole or in part. */
  passed: number;
  /** From now on: after how many more such bytes it breaks. */
  cutAfter(bytes: number): void;
  close(): Promise<void>;
}

const carriesPhoto = ({ method }: IncomingMessage) => method === 'PUT' || method === 'PATCH';

export async function openByteCutter(target: string): Promise<ByteCutter> {
  let left = Number.POSITIVE_INFINITY;
  const line: ByteCutter = {
    ...{ url: '', passed: 0 },
    cutAfter(bytes) {
      left = bytes;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };

  async function pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { method, url, headers } = asked;
    const there = request(new URL(url ?? '/', target), { method, headers });
    const replied = once(there, 'response') as Promise<[IncomingMessage]>;
    replied.catch(() => undefined);
    for await (const chunk of asked as AsyncIterable<Buffer>) {
      const whole = !carriesPhoto(asked) || chunk.length < left;
      const sent = whole ? chunk : chunk.subarray(0, left);
      if (carriesPhoto(asked)) {
        line.passed += sent.length;
        left -= sent.length;
      }
      await new Promise<void>((resolve) => there.write(sent, () => resolve()));
      if (whole) continue;
      left = Number.POSITIVE_INFINITY;
      there.destroy();
      answer.destroy();
      return;
    }
    there.end();
    const [reply] = await replied;
    answer.writeHead(reply.statusCode ?? 500, reply.headers);
    reply.pipe(answer);
  }

  const server = createServer((asked, answer) => void pass(asked, answer).catch(() => answer.destroy()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  line.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return line;
}
