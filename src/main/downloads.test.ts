import { join } from 'node:path';
import type { Session } from 'electron';
import { describe, expect, it } from 'vitest';
import { askWhereToSave } from './downloads.ts';

type Listener = (event: { preventDefault(): void }, item: object) => void;

function download(url: string) {
  let listener: Listener = () => undefined;
  const session = {
    on: (_name: 'will-download', heard: Listener) => {
      listener = heard;
    },
  };
  askWhereToSave(session as unknown as Session, { origin: 'desk://app', documents: '/documents' });
  const seen: { prevented: boolean; path?: string } = { prevented: false };
  const item = {
    getURL: () => url,
    getFilename: () => '台账.xlsx',
    setSaveDialogOptions: ({ defaultPath }: { defaultPath: string }) => {
      seen.path = defaultPath;
    },
  };
  listener(
    {
      preventDefault: () => {
        seen.prevented = true;
      },
    },
    item,
  );
  return seen;
}

describe('downloads', () => {
  it.each(['desk://app/file/1', 'blob:desk://app/2f1c'])('ask where to save %s', (url) => {
    expect(download(url)).toEqual({ prevented: false, path: join('/documents', '台账.xlsx') });
  });
  it.each(['https://evil.example/x', 'data:text/plain,x', 'blob:https://evil.example/1'])('refuse %s', (url) => {
    expect(download(url)).toEqual({ prevented: true });
  });
});
