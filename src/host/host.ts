import { Failure } from '#contract/failure.ts';
import type { HostReply } from '#contract/host-api.ts';

/** Prints a self-contained A4 page. @throws Failure pdf-failed, browser-missing */
export interface Printer {
  pdf(html: string): Promise<Uint8Array>;
}

/** The district server that this installation carries for 试用. @throws Failure trial-start-failed */
export interface TrialServer {
  start(): Promise<{ serverUrl: string; code: string }>;
  stop(): Promise<void>;
}

export interface HostOptions {
  dataFolder: string;
  skin: 'electron' | 'browser';
  version: string;
  /** Folder that holds `fonts/`: `resources` of the repository or of the installation. */
  resources: string;
  printer: Printer;
  /** Null where this installation carries no district server. */
  trial: TrialServer | null;
}

/** A file behind a short-lived address. `name` is what to call it when it is saved. */
export interface Served {
  body: Uint8Array;
  type: string;
  name?: string;
}

export interface Host {
  /** Answers one call of the method table. Never throws: input and output are checked, an unknown method is `input-bad`. */
  call(method: string, input: unknown, bytes?: Uint8Array): Promise<HostReply>;
  /** `/photo/<token>` and `/file/<token>`; undefined when the token is unknown or has expired. */
  serve(path: string): Promise<Served | undefined>;
  /** Lets go of the data folder, after work in hand is done. */
  close(): Promise<void>;
}

/** Opens the data folder, which it then owns alone. @throws Failure second-instance, data-folder-unwritable, skin-mismatch, journal-damaged */
export async function createHost(_options: HostOptions): Promise<Host> {
  throw new Failure('internal', { missing: 'host' });
}
