import { createContext, type ReactNode, useContext } from 'react';
import type { Desk } from './store/desk.ts';

const DeskContext = createContext<Desk | undefined>(undefined);

export function DeskProvider({ desk, children }: { desk: Desk; children: ReactNode }) {
  return <DeskContext value={desk}>{children}</DeskContext>;
}

/** The address that its person was locked out of and came back to, until they go elsewhere: what was being typed there simply goes on. */
export interface Returned {
  current: string | null;
}

export const ReturnedContext = createContext<Returned>({ current: null });

export const useReturned = (): Returned => useContext(ReturnedContext);

/** The enrolled desk and who is at it. Only below the first-run and sign-in screens. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === undefined) throw new Error('useDesk outside DeskProvider');
  return desk;
}
