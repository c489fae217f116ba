import { createContext, useContext } from 'react';
import type { User } from '#domain/identity.ts';

interface Actions {
  /** The page is put away until this person's PIN brings it back. */
  lock(): void;
  switchTo(user: User): void;
  /** The store is damaged: it is built anew from the journal. */
  rebuild(): void;
}

const outside = () => {
  throw new Error('DeskActions outside DeskApp');
};

/** What the frame may ask of the desk as a whole. */
export const DeskActions = createContext<Actions>({ lock: outside, switchTo: outside, rebuild: outside });

export const useDeskActions = (): Actions => useContext(DeskActions);
