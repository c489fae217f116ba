import { createContext, useContext } from 'react';

interface Actions {
  switchUser(): void;
}

/** What the frame may ask of the desk as a whole. */
export const DeskActions = createContext<Actions>({
  switchUser: () => {
    throw new Error('DeskActions outside DeskApp');
  },
});

export const useDeskActions = (): Actions => useContext(DeskActions);
