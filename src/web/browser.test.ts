import { describe, expect, it } from 'vitest';
import { findBrowser } from './browser.ts';

function on(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, ...installed: string[]): string | undefined {
  return findBrowser({ platform, env, isProgram: (path) => installed.includes(path) });
}

describe('finding a browser', () => {
  it('takes the one that CHAIHUAN_BROWSER names', () => {
    expect(on('linux', { CHAIHUAN_BROWSER: '/opt/own/chrome', PATH: '/usr/bin' }, '/usr/bin/chromium', '/opt/own/chrome')).toBe(
      '/opt/own/chrome',
    );
  });

  it('does not go around a CHAIHUAN_BROWSER that is not there', () => {
    expect(on('linux', { CHAIHUAN_BROWSER: '/gone', PATH: '/usr/bin' }, '/usr/bin/chromium')).toBeUndefined();
  });

  it('searches the PATH, and the usual places without one', () => {
    expect(on('linux', { PATH: '/a:/b' }, '/b/google-chrome')).toBe('/b/google-chrome');
    expect(on('linux', {}, '/usr/bin/chromium')).toBe('/usr/bin/chromium');
  });

  it('knows the browsers of 统信 and 麒麟', () => {
    expect(on('linux', {}, '/usr/bin/uos-browser-stable')).toBe('/usr/bin/uos-browser-stable');
    expect(on('linux', {}, '/usr/bin/qaxbrowser-safe-stable')).toBe('/usr/bin/qaxbrowser-safe-stable');
  });

  it('leaves a snap for last', () => {
    expect(on('linux', { PATH: '/snap/bin:/usr/bin' }, '/snap/bin/chromium', '/usr/bin/microsoft-edge')).toBe('/usr/bin/microsoft-edge');
  });

  it('finds Edge on Windows, also one installed for a single person', () => {
    const edge = 'C:\\Users\\w\\AppData\\Local\\Microsoft\\Edge\\Application\\msedge.exe';
    expect(on('win32', { ProgramFiles: 'C:\\Program Files', LOCALAPPDATA: 'C:\\Users\\w\\AppData\\Local' }, edge)).toBe(edge);
  });

  it('finds Chrome on macOS', () => {
    const chrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    expect(on('darwin', { HOME: '/Users/w' }, chrome)).toBe(chrome);
  });

  it('says so when there is none', () => {
    expect(on('linux', { PATH: '/usr/bin' })).toBeUndefined();
  });
});
