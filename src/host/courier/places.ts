import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';

/** Where this kind of machine shows its sticks: folders whose folders are sticks, or folders that are one themselves. */
export interface StickRoots {
  holding: readonly string[];
  themselves: readonly string[];
}

/** `C:` is this machine's own disk. */
const letters = 'DEFGHIJKLMNOPQRSTUVWXYZ';

export function stickRootsOf(platform: NodeJS.Platform, user: string): StickRoots {
  switch (platform) {
    case 'win32':
      return { holding: [], themselves: [...letters].map((letter) => `${letter}:\\`) };
    case 'darwin':
      return { holding: ['/Volumes'], themselves: [] };
    default:
      return { holding: [`/media/${user}`, `/run/media/${user}`, '/media'], themselves: [] };
  }
}

/** Looking at a drive whose disc is gone may take long: nobody waits for it longer than this. */
const patienceMs = 1500;

/**
 * Folders that are likely a stick's, to be chosen instead of typed. What lies on this machine's own disk beside them (an empty `/media/usb`) is none:
 * a stick is another disk. Answers none where it cannot tell.
 */
export async function findSticks(roots: StickRoots = stickRootsOf(process.platform, process.env.USER ?? '')): Promise<string[]> {
  const inside = await Promise.all(roots.holding.map(listFolders));
  const places = [...new Set([...inside.flat(), ...roots.themselves])];
  const own = await deviceOf(path.parse(process.cwd()).root);
  const found = await Promise.all(places.map(async (place) => ({ place, device: await deviceOf(place) })));
  return found.flatMap(({ place, device }) => (device === undefined || device === own ? [] : [place]));
}

async function listFolders(root: string): Promise<string[]> {
  const names = await readdir(root).catch(() => []);
  return names.map((name) => path.join(root, name));
}

/** Which disk a folder is on; undefined where it is no folder, cannot be read, or does not answer. */
async function deviceOf(place: string): Promise<number | undefined> {
  const looked = stat(place).then(
    (found) => (found.isDirectory() ? found.dev : undefined),
    () => undefined,
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, patienceMs, undefined);
  });
  return Promise.race([looked, late]).finally(() => clearTimeout(timer));
}
