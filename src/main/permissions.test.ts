import type { Session, WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import { blockNetwork, holdInPlace, limitPermissions } from './permissions.ts';

type RequestHandler = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>;
type CheckHandler = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>;
type DeviceHandler = NonNullable<Parameters<Session['setDevicePermissionHandler']>[0]>;
type Permission = Parameters<RequestHandler>[1];
const contents = {} as WebContents;

function limited() {
  const set: { request?: RequestHandler; check?: CheckHandler; device?: DeviceHandler } = {};
  limitPermissions(
    {
      setPermissionRequestHandler: (handler) => Object.assign(set, { request: handler }),
      setPermissionCheckHandler: (handler) => Object.assign(set, { check: handler }),
      setDevicePermissionHandler: (handler) => Object.assign(set, { device: handler }),
    },
    'desk://app',
  );
  return set;
}

const camera = { isMainFrame: true, requestingUrl: 'desk://app/estates', mediaTypes: ['video' as const] };

function asked(permission: Permission, details: object): boolean | undefined {
  let granted: boolean | undefined;
  limited().request?.(
    contents,
    permission,
    (answer) => {
      granted = answer;
    },
    details as typeof camera,
  );
  return granted;
}

describe('permissions', () => {
  it('give our page the camera', () => {
    expect(asked('media', camera)).toBe(true);
    expect(limited().check?.(contents, 'media', 'desk://app/', { isMainFrame: true, mediaType: 'video' })).toBe(true);
  });

  it('let our page put text on the clipboard, and nobody read it', () => {
    const page = { isMainFrame: true, requestingUrl: 'desk://app/' };
    expect(asked('clipboard-sanitized-write', page)).toBe(true);
    expect(limited().check?.(contents, 'clipboard-sanitized-write', 'desk://app/', { isMainFrame: true })).toBe(true);
    expect(asked('clipboard-read', page)).toBe(false);
    expect(limited().check?.(contents, 'clipboard-read', 'desk://app/', { isMainFrame: true })).toBe(false);
  });

  it.each([
    ['the clipboard for another origin', 'clipboard-sanitized-write' as const, { ...camera, requestingUrl: 'https://evil.example/' }],
    ['a microphone', 'media' as const, { ...camera, mediaTypes: ['audio'] }],
    ['a camera with its microphone', 'media' as const, { ...camera, mediaTypes: ['video', 'audio'] }],
    ['a camera for a frame inside', 'media' as const, { ...camera, isMainFrame: false }],
    ['a camera for another origin', 'media' as const, { ...camera, requestingUrl: 'https://evil.example/' }],
    ['the place', 'geolocation' as const, camera],
    ['opening another program', 'openExternal' as const, { ...camera, externalURL: 'x:' }],
    ['a file', 'fileSystem' as const, camera],
  ])('refuse %s', (_what, permission, details) => {
    expect(asked(permission, details)).toBe(false);
  });

  it('say no to every other check and device', () => {
    const { check, device } = limited();
    expect(check?.(contents, 'media', 'desk://app/', { isMainFrame: true, mediaType: 'audio' })).toBe(false);
    expect(check?.(contents, 'media', 'https://evil.example/', { isMainFrame: true, mediaType: 'video' })).toBe(false);
    expect(check?.(null, 'notifications', 'desk://app/', { isMainFrame: true })).toBe(false);
    expect(device?.({} as Parameters<DeviceHandler>[0])).toBe(false);
  });
});

describe('contents', () => {
  interface Going {
    url: string;
    isMainFrame: boolean;
    preventDefault(): void;
  }

  function held() {
    const listeners = new Map<string, (event: Going) => void>();
    let onOpen: (() => { action: string }) | undefined;
    const fake = {
      getURL: () => 'desk://app/#/estates',
      setWindowOpenHandler: (handler: () => { action: string }) => {
        onOpen = handler;
      },
      on: (name: string, listener: (event: Going) => void) => listeners.set(name, listener),
    };
    holdInPlace(fake as unknown as WebContents);
    const prevents = (name: string, url: string, isMainFrame = true) => {
      let prevented = false;
      const preventDefault = () => {
        prevented = true;
      };
      listeners.get(name)?.({ url, isMainFrame, preventDefault });
      return prevented;
    };
    return { prevents, open: () => onOpen?.() };
  }

  it('open no window', () => {
    expect(held().open()).toEqual({ action: 'deny' });
  });

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])('go nowhere: %s', (name) => {
    for (const url of ['https://evil.example/', 'desk://app/file/1', 'file:///etc/passwd']) expect(held().prevents(name, url)).toBe(true);
  });

  it('may load themselves again, but not into a frame', () => {
    expect(held().prevents('will-navigate', 'desk://app/#/estates')).toBe(false);
    expect(held().prevents('will-frame-navigate', 'desk://app/')).toBe(false);
    expect(held().prevents('will-frame-navigate', 'desk://app/', false)).toBe(true);
  });

  it('reach nothing that is not named', () => {
    const cancelled: Array<boolean | undefined> = [];
    const fake = {
      onBeforeRequest: (listener: (details: { url: string }, answer: (reply: { cancel?: boolean }) => void) => void) => {
        for (const url of ['desk://app/', 'https://evil.example/']) listener({ url }, (reply) => cancelled.push(reply.cancel));
      },
    };
    blockNetwork({ webRequest: fake as unknown as Session['webRequest'] }, (url) => url.startsWith('desk:'));
    expect(cancelled).toEqual([false, true]);
  });
});
