import { createContext, useContext } from 'react';

/**
 * What is under way at a desk and must come to its end before its person leaves. Nobody is locked out meanwhile by the clock. Whoever
 * asks to leave `waits` for it (a draft or a save being written, a sync that stops), or is `refused` because it needs them (a photo being
 * taken, an import).
 */
export interface InHand {
  /** Answers its end. Ending twice is ending once. */
  begin(leaving: 'waits' | 'refused'): () => void;
  during<T>(leaving: 'waits' | 'refused', work: () => Promise<T>): Promise<T>;
  readonly busy: boolean;
  readonly mayLeave: boolean;
  /** Resolves once nothing is in hand. */
  settled(): Promise<void>;
}

export function createInHand(): InHand {
  const pieces = new Map<symbol, 'waits' | 'refused'>();
  let waiting: (() => void)[] = [];

  function begin(leaving: 'waits' | 'refused'): () => void {
    const piece = Symbol();
    pieces.set(piece, leaving);
    return () => {
      pieces.delete(piece);
      if (pieces.size > 0) return;
      for (const resolve of waiting) resolve();
      waiting = [];
    };
  }

  return {
    begin,
    async during(leaving, work) {
      const end = begin(leaving);
      try {
        return await work();
      } finally {
        end();
      }
    },
    get busy() {
      return pieces.size > 0;
    },
    get mayLeave() {
      return ![...pieces.values()].includes('refused');
    },
    settled: () => (pieces.size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
}

export const InHandContext = createContext<InHand | undefined>(undefined);

export function useInHand(): InHand {
  const inHand = useContext(InHandContext);
  if (inHand === undefined) throw new Error('useInHand outside DeskApp');
  return inHand;
}
