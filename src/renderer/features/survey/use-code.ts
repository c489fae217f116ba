import { useRef } from 'react';
import { useDesk } from '../../session.tsx';
import { nextCode } from '../../store/code.ts';

/** The form's own field for the code: a draft keeps it with its photos. */
interface CodeField {
  read(): string;
  keep(code: string): void;
}

/** A record's code, taken when a person begins and not when they look: a code taken and not used leaves a gap. */
export function useCode(estateCode: string, field: CodeField): { begin(): void; codeNow(): Promise<string> } {
  const desk = useDesk();
  const taking = useRef<Promise<string> | undefined>(undefined);

  function codeNow(): Promise<string> {
    const kept = field.read();
    if (kept !== '') return Promise.resolve(kept);
    taking.current ??= nextCode(desk, estateCode)
      .then((taken) => {
        field.keep(taken);
        return taken;
      })
      .finally(() => {
        taking.current = undefined;
      });
    return taking.current;
  }

  return { begin: () => void codeNow(), codeNow };
}
