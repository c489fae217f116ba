import type { App, Event } from 'electron';

/** Quitting waits until host has let go of the data folder. A second wish to quit while it does changes nothing. */
export function quitAfterClosing(app: Pick<App, 'on' | 'quit'>, close: () => Promise<void>): void {
  let state: 'open' | 'closing' | 'closed' = 'open';
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event: Pick<Event, 'preventDefault'>) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    void close().finally(() => {
      state = 'closed';
      app.quit();
    });
  });
}
