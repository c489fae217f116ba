/** Prints a self-contained A4 page. @throws Failure pdf-failed, browser-missing */
export interface Printer {
  pdf(html: string): Promise<Uint8Array>;
}

/** The district server that this installation carries for 试用. @throws Failure trial-start-failed */
export interface TrialServer {
  start(): Promise<{ serverUrl: string; code: string }>;
  stop(): Promise<void>;
}

/** Where the operating system keeps a secret for this account of this machine. */
export interface OsVault {
  /** False where the system has no safe place, or only pretends to. */
  available(): Promise<boolean>;
  wrap(secret: Uint8Array): Promise<Uint8Array>;
  /** `renew` asks for a fresh wrap: the system's own key has changed. Rejects what another machine or account wrapped. */
  unwrap(wrapped: Uint8Array): Promise<{ secret: Uint8Array; renew: boolean }>;
}

export interface HostOptions {
  dataFolder: string;
  skin: 'electron' | 'browser';
  version: string;
  /** Folder that holds `fonts/`: `resources` of the repository or of the installation. */
  resources: string;
  printer: Printer;
  /** Null where this shell has none: people's passphrases open the desk. */
  osVault: OsVault | null;
  /** Null where this installation carries no district server. */
  trial: TrialServer | null;
  /** Where a phone in this machine's own network may reach it: what the system says, unless named here. */
  phoneAddresses?: () => string[];
  /** scrypt's N for passphrases and PINs chosen in this run. Only tests that are about something else name one: it is what a thief pays. */
  stretchCost?: number;
}

/** A file behind a short-lived address. `name` is what to call it when it is saved. */
export interface Served {
  body: Uint8Array;
  type: string;
  name?: string;
}
