import type { Sha256 } from '#domain/identity.ts';
import type { PhotoSize } from '#domain/photo.ts';
import { readWhole } from '../folder/durable-file.ts';
import { findImageMime } from '../photos/image-kind.ts';
import type { Vault } from '../photos/vault.ts';
import type { Served } from '../ports.ts';
import { createTickets } from './tickets.ts';

/** Pictures and files behind short-lived addresses: the page that shows them never learns a path. */
export interface Serving {
  photoUrl(sha256: Sha256, size: PhotoSize): string;
  fileUrl(path: string, name: string): string;
  find(path: string): Promise<Served | undefined>;
  /** No address given out so far finds anything any more. */
  forget(): void;
}

/** `now` is a clock in milliseconds that never goes back. */
export function createServing(vault: Vault, now: () => number): Serving {
  const photos = createTickets<{ sha256: Sha256; size: PhotoSize }>(now);
  const files = createTickets<{ path: string; name: string }>(now);

  async function findPhoto(token: string): Promise<Served | undefined> {
    const photo = photos.find(token);
    const body = photo && (await vault.read(photo.sha256, photo.size));
    return body && { body, type: findImageMime(body) ?? 'application/octet-stream' };
  }

  async function findFile(token: string): Promise<Served | undefined> {
    const file = files.find(token);
    const body = file && (await readWhole(file.path));
    return body && { body, type: 'application/pdf', name: file.name };
  }

  return {
    photoUrl: (sha256, size) => `/photo/${photos.issue({ sha256, size })}`,
    fileUrl: (path, name) => `/file/${files.issue({ path, name })}`,
    async find(path) {
      const [, place, token] = /^\/(photo|file)\/([\w-]+)$/.exec(path) ?? [];
      if (token === undefined) return undefined;
      return place === 'photo' ? findPhoto(token) : findFile(token);
    },
    forget() {
      photos.forget();
      files.forget();
    },
  };
}
