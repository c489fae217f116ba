import { expect, test } from 'vitest';
import { secretsTyped, typedPin } from './typed.ts';

const typed = { passphrase: '春风又绿江南岸边', passphraseAgain: '春风又绿江南岸边', pin: '2580', pinAgain: '2580' };

function problems(changed: Partial<typeof typed>, optional = false) {
  const read = secretsTyped(optional).safeParse({ ...typed, ...changed });
  return read.success ? read.data : read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
}

test('digits are taken in either width, and nothing else is', () => {
  expect(typedPin('２5 8a０123456')).toBe('25801234');
});

test('a passphrase has eight signs and a PIN four digits, and both are given twice', () => {
  expect(problems({})).toEqual({ passphrase: typed.passphrase, pin: '2580' });
  expect(problems({ passphrase: '太短', pin: '258' })).toEqual(['passphrase tooShort', 'pin pinBad']);
  expect(problems({ passphraseAgain: '春风', pinAgain: '2581' })).toEqual(['passphraseAgain different', 'pinAgain different']);
});

test('a passphrase may be left out where the system keeps the key, and is never too short there either', () => {
  expect(problems({ passphrase: '', passphraseAgain: '' })).toEqual(['passphrase tooShort']);
  expect(problems({ passphrase: '', passphraseAgain: '' }, true)).toEqual({ passphrase: null, pin: '2580' });
  expect(problems({ passphrase: '太短', passphraseAgain: '太短' }, true)).toEqual(['passphrase tooShort']);
  expect(problems({ passphrase: '', passphraseAgain: '春风' }, true)).toEqual(['passphraseAgain different']);
});
