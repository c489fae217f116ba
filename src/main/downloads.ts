import { join } from 'node:path';
import type { Session } from 'electron';
import { originOf } from './desk-origin.ts';

/** A file of ours is saved where the person says, beginning in their documents; nothing else is downloaded at all. */
export function askWhereToSave(session: Pick<Session, 'on'>, { origin, documents }: { origin: string; documents: string }): void {
  session.on('will-download', (event, item) => {
    const url = item.getURL();
    const ours = originOf(url.startsWith('blob:') ? url.slice('blob:'.length) : url) === origin;
    if (!ours) return event.preventDefault();
    item.setSaveDialogOptions({ defaultPath: join(documents, item.getFilename()) });
  });
}
