import { useEffect, useState } from 'react';
import { useDesk } from '../session.tsx';

const everyMs = 2 * 60_000;

/** Bytes that host can still write: asked for on each page, and every two minutes on one that stays open. */
export function useFreeBytes(path: string): number {
  const { host, device } = useDesk();
  const [seen, setSeen] = useState({ path, freeBytes: device.freeBytes });
  useEffect(() => {
    let current = true;
    const ask = () =>
      host.call('device.status', {}).then(
        ({ freeBytes }) => current && setSeen({ path, freeBytes }),
        () => {
          // Host says so itself when something is to be saved.
        },
      );
    void ask();
    const timer = setInterval(ask, everyMs);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [host, path]);
  return seen.freeBytes;
}
