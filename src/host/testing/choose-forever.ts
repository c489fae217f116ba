import { createHost } from '../host.ts';
import { deskDefaults, testUser } from './desk-defaults.ts';

/** Chooses secrets on a joined desk, mistypes and signs in over and over, and says so before each: to be killed. */
const [, , dataFolder, passphrase, pin] = process.argv;
if (dataFolder === undefined || passphrase === undefined || pin === undefined) {
  throw new Error('usage: choose-forever <folder> <passphrase> <pin>');
}
const host = await createHost({ ...deskDefaults, osVault: null, dataFolder });
const say = (word: string) => process.stdout.write(`${word}\n`);
say('open');
await host.call('people.secure', { user: testUser, passphrase, pin });
say('secured');
for (;;) {
  await host.call('people.signIn', { user: testUser, secret: { kind: 'pin', pin: '0000' } });
  say('mistyped');
  await host.call('people.signIn', { user: testUser, secret: { kind: 'pin', pin } });
  say('signed in');
}
