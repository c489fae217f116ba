import { useCallback, useEffect, useRef, useState } from 'react';
import type { PhoneDoor, PhoneFor } from '#contract/phone.ts';
import { useInHand } from '../../in-hand.tsx';
import { useDesk } from '../../session.tsx';

const askEveryMs = 1500;

interface PhoneState {
  /** Undefined while it opens; null once it has shut. */
  door: PhoneDoor | null | undefined;
  problem: unknown;
  /** Opens it anew, at that address where one is named. */
  open(address: string | null): Promise<void>;
}

/** The door, open as long as who asked for it stays on screen: its person is not locked out meanwhile. */
export function usePhoneDoor(wanted: PhoneFor): PhoneState {
  const { host } = useDesk();
  const inHand = useInHand();
  const [door, setDoor] = useState<PhoneDoor | null>();
  const [problem, setProblem] = useState<unknown>();
  const record = useRef(wanted);

  const open = useCallback(
    async (address: string | null) => {
      setDoor(undefined);
      setProblem(undefined);
      try {
        setDoor(await host.call('phone.open', { for: record.current, address }));
      } catch (error) {
        setDoor(null);
        setProblem(error);
      }
    },
    [host],
  );

  useEffect(() => {
    const end = inHand.begin('refused');
    void open(null);
    const look = () =>
      host.call('phone.state', {}).then(
        (state) => setDoor((now) => (now === undefined ? now : state.door)),
        () => undefined,
      );
    const timer = setInterval(() => void look(), askEveryMs);
    return () => {
      clearInterval(timer);
      end();
      // Host shuts it by itself where this does not reach it.
      void host.call('phone.close', {}).catch(() => undefined);
    };
  }, [host, inHand, open]);

  return { door, problem, open };
}
