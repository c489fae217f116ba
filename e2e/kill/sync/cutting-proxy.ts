import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A line between desks and their server that breaks as lines do, by seeded chance. */
export interface CuttingProxy {
  url: string;
  /** Whether it breaks anything now. */
  breaks: boolean;
  /** How often it did what. */
  done: Record<Fate, number>;
  close(): Promise<void>;
}

/** What befalls a request: cut at a byte on its way there or back, answered into nowhere, sent twice with the first answer lost, held up. */
const fates = ['whole', 'cutRequest', 'cutReply', 'loseReply', 'twice', 'slow'] as const;
type Fate = (typeof fates)[number];

/** How many requests come through: were they fewer, hardly a session would come as far as its photos. */
const wholeShare = 0.85;

function chooseFate(chance: number): Fate {
  if (chance < wholeShare) return 'whole';
  return fates[1 + Math.floor(((chance - wholeShare) / (1 - wholeShare)) * (fates.length - 1))] ?? 'whole';
}

interface Reply {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

/** `target` is the server's address, also while nobody answers there. */
export async function openCuttingProxy(target: string, chance: () => number): Promise<CuttingProxy> {
  const agent = new Agent({ keepAlive: true });
  const proxy: CuttingProxy = {
    url: '',
    breaks: false,
    done: { whole: 0, cutRequest: 0, cutReply: 0, loseReply: 0, twice: 0, slow: 0 },
    async close() {
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };

  /** Sends the request, or only its first bytes; rejects where the server's end of the line breaks. */
  function send(asked: IncomingMessage, body: Buffer, bytes = body.length): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const { method, url, headers } = asked;
      const passed = request(new URL(url ?? '/', target), { method, headers, agent }, (reply) => {
        readAll(reply).then((received) => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body: received }), reject);
      });
      passed.on('error', reject);
      if (bytes === body.length) passed.end(body);
      else passed.write(body.subarray(0, bytes), () => passed.destroy(new Error('cut')));
    });
  }

  async function pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const [fate, where] = proxy.breaks ? [chooseFate(chance()), chance()] : ['whole' as const, 0];
    const body = await readAll(asked);
    proxy.done[fate] += 1;
    switch (fate) {
      case 'whole':
        return give(answer, await send(asked, body));
      case 'slow':
        await pause(where * 300);
        return give(answer, await send(asked, body));
      case 'twice':
        await send(asked, body);
        return give(answer, await send(asked, body));
      case 'cutRequest':
        await send(asked, body, Math.floor(where * body.length)).catch(() => undefined);
        return cut(answer);
      case 'cutReply':
        return give(answer, await send(asked, body), where);
      case 'loseReply':
        await send(asked, body);
        return cut(answer);
      default:
        return fate satisfies never;
    }
  }

  const server = createServer((asked, answer) => void pass(asked, answer).catch(() => cut(answer)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return proxy;
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const cut = (answer: ServerResponse) => void answer.destroy();

/** The whole reply, or that share of its bytes and then nothing. */
function give(answer: ServerResponse, { status, headers, body }: Reply, share = 1): void {
  const { 'transfer-encoding': _chunked, ...kept } = headers;
  answer.writeHead(status, status === 204 ? kept : { ...kept, 'content-length': headers['content-length'] ?? body.length });
  if (share === 1) answer.end(body);
  else answer.write(body.subarray(0, Math.floor(share * body.length)), () => cut(answer));
}
