import type { Sha256 } from '#domain/identity.ts';
import type { PhotoSize } from '#domain/photo.ts';
import { findImageMime } from '../photos/image-kind.ts';
import type { Vault } from '../photos/vault.ts';
import type { Served } from '../ports.ts';
import { createTickets } from './tickets.ts';

/** Pictures, and files made to be saved, behind short-lived addresses: the page that shows them never learns a path. Such a file lives as long as its address. */
export interface Serving {
  photoUrl(sha256: Sha256, size: PhotoSize): string;
  fileUrl(file: Served): string;
  find(path: string): Promise<Served | undefined>;
  /** No address given out so far finds anything any more. */
  forget(): void;
}

/** `now` is a clock in milliseconds that never goes back. */
export function createServing(vault: Vault, now: () => number): Serving {
  const photos = createTickets<{ sha256: Sha256; size: PhotoSize }>(now);
  const files = createTickets<Served>(now);

  async function findPhoto(token: string): Promise<Served | undefined> {
    const photo = photos.find(token);
    const body = photo && (await vault.read(photo.sha256, photo.size));
    return body && { body, type: findImageMime(body) ?? 'application/octet-stream' };
  }

  return {
    photoUrl: (sha256, size) => `/photo/${photos.issue({ sha256, size })}`,
    fileUrl: (file) => `/file/${files.issue(file)}`,
    async find(path) {
      const [, place, token] = /^\/(photo|file)\/([\w-]+)$/.exec(path) ?? [];
      if (token === undefined) return undefined;
      return place === 'photo' ? findPhoto(token) : files.find(token);
    },
    forget() {
      photos.forget();
      files.forget();
    },
  };
}
