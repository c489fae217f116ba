import { useRef, useState } from 'react';
import { useDesk } from '../../session.tsx';
import { nextCode } from '../../store/code.ts';

/**
 * A record's code, taken when a person begins and not when they look: a code taken and not used leaves a gap.
 * `kept` is the code that a draft already has; `onTaken` hears of a new one, so that the draft keeps it with its photos.
 */
export function useCode(
  estateCode: string,
  kept: string,
  onTaken: (code: string) => void,
): { code: string; begin(): void; codeNow(): Promise<string>; renew(): void } {
  const desk = useDesk();
  const [code, setCode] = useState(kept);
  const taking = useRef<Promise<string> | undefined>(kept === '' ? undefined : Promise.resolve(kept));

  function codeNow(): Promise<string> {
    taking.current ??= nextCode(desk, estateCode).then((taken) => {
      setCode(taken);
      onTaken(taken);
      return taken;
    });
    return taking.current;
  }

  return {
    code,
    begin: () => void codeNow(),
    codeNow,
    renew() {
      taking.current = undefined;
      setCode('');
    },
  };
}
