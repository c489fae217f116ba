import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseDataFolder } from './default-folder.ts';

describe('the data folder', () => {
  it('is the one that was asked for, the argument before the environment', () => {
    const env = { CHAIHUAN_DATA: '/e' };
    expect(chooseDataFolder(['--data', '/a'], { env })).toBe(resolve('/a'));
    expect(chooseDataFolder(['--data=/b'], { env })).toBe(resolve('/b'));
    expect(chooseDataFolder([], { env })).toBe(resolve('/e'));
  });

  it('lies where each system keeps a program’s data', () => {
    expect(chooseDataFolder([], { platform: 'linux', env: {}, home: '/home/w' })).toBe('/home/w/.local/share/chaihuan');
    expect(chooseDataFolder([], { platform: 'linux', env: { XDG_DATA_HOME: '/d' }, home: '/home/w' })).toBe('/d/chaihuan');
    expect(chooseDataFolder([], { platform: 'darwin', env: {}, home: '/Users/w' })).toBe('/Users/w/Library/Application Support/Chaihuan');
    expect(chooseDataFolder([], { platform: 'win32', env: { LOCALAPPDATA: 'C:\\L' }, home: 'C:\\U' })).toBe('C:\\L\\Chaihuan');
  });
});
