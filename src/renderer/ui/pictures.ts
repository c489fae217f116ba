import { startTransition, useEffect, useState } from 'react';
import { Sha256 } from '#domain/identity.ts';
import type { PhotoSize } from '#domain/photo.ts';
import { useDesk } from '../session.tsx';
import { bringCopies } from '../store/bring-copies.ts';

/**
 * Short-lived addresses of pictures by hash: null where no copy is on this device, absent while host is asked. A display copy that is not here
 * is brought from the server, where there is a line [PH3].
 */
export function usePictureUrls(hashes: readonly string[], size: PhotoSize): ReadonlyMap<string, string | null> {
  const { db, host } = useDesk();
  const [urls, setUrls] = useState<ReadonlyMap<string, string | null>>(new Map());
  const key = hashes.join(',');
  useEffect(() => {
    const wanted = key === '' ? [] : key.split(',');
    if (wanted.length === 0) return;
    let current = true;
    const look = async () => {
      const { urls: found } = await host.call('photos.urls', { photos: wanted.map((hash) => ({ sha256: Sha256.parse(hash), size })) });
      // Many pictures are drawn in pieces: nobody waits for them to press a button.
      if (current) startTransition(() => setUrls(new Map(wanted.map((hash, index) => [hash, found[index] ?? null]))));
      return wanted.filter((_, index) => !found[index]);
    };
    look()
      .then(async (missing) => {
        if (size === 'display' && missing.length > 0 && (await bringCopies({ db, host }, missing, size)) > 0) await look();
      })
      .catch(() => {
        // A picture that cannot be shown keeps its placeholder; the record is not affected.
      });
    return () => {
      current = false;
    };
  }, [db, host, key, size]);
  return urls;
}
