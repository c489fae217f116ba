import { expect, test } from 'vitest';
import { parseServerAddress } from './server-address.ts';

test.each([
  ['https://desk.example.gov.cn', 'https://desk.example.gov.cn'],
  [' https://desk.example.gov.cn/chaihuan/ ', 'https://desk.example.gov.cn/chaihuan'],
  ['http://127.0.0.1:8460', 'http://127.0.0.1:8460'],
  ['http://localhost:8460/', 'http://localhost:8460'],
  ['http://10.32.1.9', 'http://10.32.1.9'],
  ['http://192.168.1.20:8460', 'http://192.168.1.20:8460'],
  ['http://172.31.0.1', 'http://172.31.0.1'],
  ['http://[::1]:8460', 'http://[::1]:8460'],
  ['http://[fd00::1]', 'http://[fd00::1]'],
])('%s is %s', (typed, base) => expect(parseServerAddress(typed)).toBe(base));

test.each([
  '',
  'desk.example.gov.cn',
  'ftp://10.0.0.1',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'http://desk.example.gov.cn',
  'http://8.8.8.8',
  'http://172.32.0.1',
  'http://[2001:db8::1]',
  'http://10.0.0.1.example.com',
  'https://user:secret@desk.example.gov.cn',
  'https://desk.example.gov.cn/?next=1',
])('%j is server-address-bad', (typed) => expect(() => parseServerAddress(typed)).toThrow('server-address-bad'));
