import { Failure } from '#contract/failure.ts';
import type { PhoneDoor, PhoneFor } from '#contract/phone.ts';
import { createTurns } from '../turns.ts';
import { type Listener, openListener } from './listener.ts';
import { createPass, type Pass } from './pass.ts';

/** The way for photos from a phone in the same network. Shut unless somebody opens it, and shut again after ten minutes. */
export interface Phone {
  /** Opens the door for one record, in place of one that is open. @throws Failure phone-no-network */
  open(wanted: PhoneFor, address: string | null): Promise<PhoneDoor>;
  /** Null while it is shut. */
  state(): PhoneDoor | null;
  close(): Promise<void>;
}

export interface PhoneOptions {
  /** Where a phone may reach this machine. */
  addresses(): string[];
  /** A clock in milliseconds that never goes back. */
  now(): number;
  take(bytes: Uint8Array, fileName: string, wanted: PhoneFor): Promise<void>;
}

interface Open {
  pass: Pass;
  listener: Listener;
  address: string;
  wanted: PhoneFor;
  timer: NodeJS.Timeout;
}

export function createPhone({ addresses, now, take }: PhoneOptions): Phone {
  const inTurn = createTurns();
  let door: Open | null = null;

  function tell({ pass, listener, address, wanted }: Open): PhoneDoor {
    const { taken, arrived, refused } = pass;
    return { url: listener.url, address, addresses: addresses(), leftMs: pass.leftMs(), taken, arrived, refused, for: wanted };
  }

  async function shut(): Promise<void> {
    const open = door;
    door = null;
    if (open === null) return;
    clearTimeout(open.timer);
    await open.listener.close();
  }

  async function open(wanted: PhoneFor, asked: string | null): Promise<PhoneDoor> {
    await shut();
    const reachable = addresses();
    const address = asked === null ? reachable[0] : reachable.find((one) => one === asked);
    if (address === undefined) throw new Failure('phone-no-network');
    const pass = createPass(now);
    const listener = await openListener(address, pass, (bytes, fileName) => take(bytes, fileName, wanted));
    const timer = setTimeout(() => void inTurn(shut), pass.leftMs()).unref();
    door = { pass, listener, address, wanted, timer };
    return tell(door);
  }

  return {
    open: (wanted, address) => inTurn(() => open(wanted, address)),
    state: () => door && tell(door),
    close: () => inTurn(shut),
  };
}
