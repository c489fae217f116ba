import type { DeviceStatus, Enrollment } from '#contract/host-api.ts';
import type { User } from '#domain/identity.ts';
import type { Host } from '../host-client.ts';
import type { DeskDatabase } from './database.ts';

/** Time and chance, as the store asks for them. */
export interface Source {
  now(): Date;
  /** Milliseconds since this page's boot, never going back. */
  monoMs(): number;
  /** A new UUIDv7. */
  newId(): string;
}

/** An enrolled desk with somebody at it: what every save needs. */
export interface Desk {
  db: DeskDatabase;
  host: Host;
  source: Source;
  device: DeviceStatus;
  enrollment: Enrollment;
  user: User;
  /** Server minus device clock, as last measured. */
  clockOffsetMs: number;
}
