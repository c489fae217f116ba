import { Failure } from '#contract/failure.ts';

/** Holds this origin's desk for as long as the window lives: two windows would be two writers of one store. @throws Failure second-instance */
export function claimWindow(): Promise<void> {
  return new Promise((resolve, reject) => {
    void navigator.locks.request('chaihuan-desk', { ifAvailable: true }, (lock) => {
      if (lock === null) {
        reject(new Failure('second-instance'));
        return;
      }
      resolve();
      return new Promise(() => {
        // Held until the window closes.
      });
    });
  });
}
