import { useRef, useState } from 'react';
import { useDesk } from '../../session.tsx';
import { nextCode } from '../../store/code.ts';

/**
 * A record's code, taken when a person begins and not when they look: a code taken and not used leaves a gap.
 * `kept` is the code that a draft already has.
 */
export function useCode(estateCode: string, kept: string): { code: string; begin(): void; codeNow(): Promise<string>; renew(): void } {
  const desk = useDesk();
  const [code, setCode] = useState(kept);
  const taking = useRef<Promise<string> | undefined>(kept === '' ? undefined : Promise.resolve(kept));

  function codeNow(): Promise<string> {
    taking.current ??= nextCode(desk, estateCode).then((taken) => {
      setCode(taken);
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
