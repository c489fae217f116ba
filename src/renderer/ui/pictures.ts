import { useEffect, useState } from 'react';
import { Sha256 } from '#domain/identity.ts';
import type { PhotoSize } from '#domain/photo.ts';
import { useDesk } from '../session.tsx';

/** Short-lived addresses of pictures by hash: null where no copy is on this device, absent while host is asked. */
export function usePictureUrls(hashes: readonly string[], size: PhotoSize): ReadonlyMap<string, string | null> {
  const { host } = useDesk();
  const [urls, setUrls] = useState<ReadonlyMap<string, string | null>>(new Map());
  const key = hashes.join(',');
  useEffect(() => {
    const wanted = key === '' ? [] : key.split(',');
    if (wanted.length === 0) return;
    let current = true;
    host
      .call('photos.urls', { photos: wanted.map((hash) => ({ sha256: Sha256.parse(hash), size })) })
      .then(({ urls: found }) => {
        if (!current) return;
        setUrls(new Map(wanted.map((hash, index) => [hash, found[index] ?? null])));
      })
      .catch(() => {
        // A picture that cannot be shown keeps its placeholder; the record is not affected.
      });
    return () => {
      current = false;
    };
  }, [host, key, size]);
  return urls;
}
