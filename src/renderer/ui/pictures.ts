import { useEffect, useState } from 'react';
import { Sha256 } from '#domain/identity.ts';
import type { PhotoSize } from '#domain/photo.ts';
import { useDesk } from '../session.tsx';

/** Short-lived addresses of pictures on this device, by hash; a hash without a copy here has none. Asked again when the list changes. */
export function usePictureUrls(hashes: readonly string[], size: PhotoSize): ReadonlyMap<string, string> {
  const { host } = useDesk();
  const [urls, setUrls] = useState<ReadonlyMap<string, string>>(new Map());
  const key = hashes.join(',');
  useEffect(() => {
    const wanted = key === '' ? [] : key.split(',');
    if (wanted.length === 0) return;
    let current = true;
    host
      .call('photos.urls', { photos: wanted.map((hash) => ({ sha256: Sha256.parse(hash), size })) })
      .then(({ urls: found }) => {
        if (!current) return;
        setUrls(new Map(wanted.flatMap((hash, index) => (found[index] ? [[hash, found[index]] as const] : []))));
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
