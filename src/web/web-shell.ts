import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { Failure } from '#contract/failure.ts';
import { createHost, type Host } from '#host/host.ts';
import type { TrialServer } from '#host/ports.ts';
import type { FindBrowser } from './browser.ts';
import { createBrowserPrinter, removePrintLeftovers } from './printer.ts';
import { createSessions } from './sessions.ts';
import { createShellApp } from './shell-app.ts';
import { claimPort, isTaken } from './shell-port.ts';

export interface WebShellOptions {
  dataFolder: string;
  /** Folder of the built page. */
  rendererFolder: string;
  resources: string;
  version: string;
  trial: TrialServer | null;
  findBrowser: FindBrowser;
  /** `HostOptions.stretchCost` */
  stretchCost?: number;
  /** `HostOptions.phoneAddresses` */
  phoneAddresses?: () => string[];
}

export interface WebShell {
  /** `http://127.0.0.1:<port>` */
  origin: string;
  /** An address that opens the page once, within two minutes. Each call mints a new one. */
  launchUrl(): string;
  host: Host;
  close(): Promise<void>;
}

/**
 * Opens the data folder and serves the page to this machine. Host opens first: it owns the folder alone, so a second start
 * hears `second-instance` and a foreign program on the port is told apart from it.
 * @throws Failure port-taken, skin-mismatch, second-instance, data-folder-unwritable, keys-damaged, journal-damaged
 */
export async function startWebShell(options: WebShellOptions): Promise<WebShell> {
  const { dataFolder, rendererFolder, resources, version, trial, findBrowser, stretchCost, phoneAddresses } = options;
  const workFolder = join(dataFolder, 'printing');
  const printer = createBrowserPrinter({ findBrowser, workFolder });
  const host = await createHost({
    dataFolder,
    skin: 'browser',
    version,
    resources,
    printer,
    osVault: null,
    trial,
    ...(stretchCost !== undefined && { stretchCost }),
    ...(phoneAddresses !== undefined && { phoneAddresses }),
  });
  await removePrintLeftovers(workFolder);
  const sessions = createSessions({ now: () => performance.now() });
  try {
    const port = await claimPort(dataFolder);
    const origin = `http://127.0.0.1:${port}`;
    const app = createShellApp({ origin, host, sessions, rendererFolder });
    await listen(app, port);
    return {
      origin,
      launchUrl: () => `${origin}/#launch=${sessions.mint()}`,
      host,
      async close() {
        await app.close();
        await host.close();
      },
    };
  } catch (error) {
    await host.close();
    throw error;
  }
}

async function listen(app: FastifyInstance, port: number): Promise<void> {
  try {
    await app.listen({ host: '127.0.0.1', port, exclusive: true });
  } catch (cause) {
    await app.close();
    throw isTaken(cause) ? new Failure('port-taken', { port }, { cause }) : cause;
  }
}
