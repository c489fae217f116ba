import { Failure } from '#contract/failure.ts';
import type { Chance } from './chance.ts';
import type { Device } from './device.ts';
import type { Call, District } from './district.ts';
import { answerCall } from './district-routes.ts';
import { Violation } from './violation.ts';

interface Message {
  device: Device;
  life: number;
  call: Call;
  answer(value: unknown): void;
  fail(error: unknown): void;
  /** Set once the server has answered: what travels is the answer. */
  outcome?: { value: unknown } | { error: unknown };
}

const unreachable = () => ({ error: new Failure('server-unreachable') });

/** What becomes of a request. `echo`: it arrives once more, later, and nobody hears that answer. */
const fates = {
  through: 86,
  loseRequest: 2,
  loseAnswer: 3,
  delayAnswer: 4,
  twiceAtOnce: 2,
  echo: 2,
  cutAnswer: 1,
  damage: 1,
} as const;

/** The line between devices and the district: every message waits until it is delivered, lost, doubled, delayed or cut. */
export class Network {
  readonly #chance: Chance;
  readonly #district: District;
  readonly #report: (violation: Violation) => void;
  #waiting: Message[] = [];
  /** Devices whose line is down. */
  readonly cut = new Set<Device>();
  calm = false;
  trace: (line: string) => void = () => undefined;

  constructor(chance: Chance, district: District, report: (violation: Violation) => void) {
    this.#chance = chance;
    this.#district = district;
    this.#report = report;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  send(device: Device, call: Call): Promise<unknown> {
    return new Promise((answer, fail) => {
      this.#waiting.push({ device, life: device.life, call, answer, fail });
    });
  }

  /** One message, any of those that wait: order is nobody's promise. */
  async deliver(): Promise<void> {
    const [message] = this.#waiting.splice(this.#chance.below(this.#waiting.length), 1);
    if (message === undefined) return;
    if (message.outcome !== undefined) return this.#hand(message);
    if (this.cut.has(message.device)) return this.#hand({ ...message, outcome: unreachable() });
    const fate = this.calm ? 'through' : this.#chance.weighed(fates);
    this.trace(`${message.device.name} ${message.call.method} ${message.call.path} ${fate}`);
    await this.#meet(message, fate);
  }

  async #meet(message: Message, fate: keyof typeof fates): Promise<void> {
    switch (fate) {
      case 'through':
        return this.#hand({ ...message, outcome: await this.#ask(message.call) });
      case 'loseRequest':
        return this.#hand({ ...message, outcome: unreachable() });
      case 'loseAnswer':
        await this.#ask(message.call);
        return this.#hand({ ...message, outcome: unreachable() });
      case 'delayAnswer':
        this.#waiting.push({ ...message, outcome: await this.#ask(message.call) });
        return;
      case 'twiceAtOnce': {
        const [outcome] = await Promise.all([this.#ask(message.call), this.#ask(message.call)]);
        return this.#hand({ ...message, outcome });
      }
      case 'echo':
        this.#waiting.push({ ...message, answer: () => undefined, fail: () => undefined });
        return this.#hand({ ...message, outcome: await this.#ask(message.call) });
      case 'cutAnswer':
        await this.#ask(message.call);
        return this.#hand({ ...message, outcome: { error: new Failure('server-broken') } });
      case 'damage':
        return this.#hand({ ...message, outcome: await this.#ask(damaged(message.call)) });
      default:
        return fate satisfies never;
    }
  }

  async #ask(call: Call): Promise<NonNullable<Message['outcome']>> {
    try {
      return { value: await answerCall(this.#district, call) };
    } catch (error) {
      if (error instanceof Violation) this.#report(error);
      else if (!(error instanceof Failure)) this.#report(new Violation('F1', { server: String(error), stack: (error as Error).stack }));
      return { error: error instanceof Failure ? error : new Failure('server-broken') };
    }
  }

  #hand({ device, life, outcome, answer, fail }: Message): void {
    if (device.life !== life || outcome === undefined) return;
    if ('error' in outcome) fail(outcome.error);
    else answer(outcome.value);
  }

  /** The server's process or a router ends: what was under way is lost, on whichever half of its way. */
  lose(share: number): void {
    const lost = this.#waiting.filter(() => this.#chance.happens(share));
    this.#waiting = this.#waiting.filter((message) => !lost.includes(message));
    for (const message of lost) this.#hand({ ...message, outcome: unreachable() });
  }

  clear(): void {
    this.lose(1);
  }
}

/** A byte of a photo was flipped, or its end is missing; anything else does not parse, and is not listened to. */
function damaged(call: Call): Call {
  return call.photo === undefined ? { ...call, token: '' } : { ...call, photo: { ...call.photo, whole: false } };
}
