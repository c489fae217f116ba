import type { Session, WebContents } from 'electron';
import { originOf } from './desk-origin.ts';

/**
 * Denies every permission but two, both to the main frame of our own page: the camera, without a microphone, and putting text on the clipboard,
 * which Chromium grants only right after a press.
 */
export function limitPermissions(
  session: Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'>,
  origin: string,
): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const ours = details.isMainFrame && originOf(details.requestingUrl) === origin;
    if (permission === 'clipboard-sanitized-write') return answer(ours);
    if (permission !== 'media' || !('mediaTypes' in details)) return answer(false);
    const cameraOnly = details.mediaTypes?.length === 1 && details.mediaTypes[0] === 'video';
    answer(cameraOnly && ours);
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) => {
    const camera = permission === 'media' && details.mediaType === 'video';
    if ((!camera && permission !== 'clipboard-sanitized-write') || !details.isMainFrame) return false;
    // Chromium ends an origin with a slash here.
    return originOf(requestingOrigin) === origin;
  });
  session.setDevicePermissionHandler(() => false);
}

/** Lets nothing through but what `allowed` names: the page's policy says so already, this says it once more beneath it. */
export function blockNetwork(
  session: { webRequest: Pick<Session['webRequest'], 'onBeforeRequest'> },
  allowed: (url: string) => boolean,
): void {
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !allowed(url) }));
}

/**
 * No contents of this program, whatever they show, open windows, hold webviews, or go anywhere but where we loaded them. A page
 * that reloads itself asks to navigate too, to where it is: that is staying.
 */
export function holdInPlace(contents: Pick<WebContents, 'setWindowOpenHandler' | 'getURL' | 'on'>): void {
  const stay = (event: { url: string; isMainFrame: boolean; preventDefault(): void }) => {
    const reloads = event.isMainFrame && withoutHash(event.url) === withoutHash(contents.getURL());
    if (!reloads) event.preventDefault();
  };
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

function withoutHash(url: string): string {
  return url.split('#', 1)[0] ?? url;
}
