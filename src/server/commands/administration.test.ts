import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../database/migrate.ts';
import type { Parts } from '../parts.ts';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { accountLines, addAccount, endGrant, grant, revoke } from './administration.ts';
import { restoreFrom } from './backup.ts';
import { addPerson, addSubdistrict } from './people.ts';

let server: TestDatabase;
beforeAll(async () => {
  server = await openTestDatabase();
}, 60_000);
afterAll(() => server.close());

const nobody = '00000000-0000-4000-8000-000000000000';

test.each<[string, (db: TestDatabase['db']) => Promise<unknown>, RegExp]>([
  ['a code that is no subdistrict’s', (db) => addSubdistrict({ db } as Parts, '城东', '城东街道'), /^--code 城东 is no subdistrict/],
  [
    'a person of a subdistrict that is not there',
    (db) => addPerson(db, { name: '李四', roles: 'clerk', subdistrict: '320613099' }),
    /^there is no subdistrict 320613099: add it first/,
  ],
  ['a role that is none', (db) => addAccount(db, '王处', 'king'), /^--role takes one of: district, admin$/],
  ['a device by its name', (db) => revoke(db, '平板一'), /^--dev 平板一 is no id: device list/],
  ['a person by their name', (db) => grant(db, '李四', nobody), /^--user 李四 is no id: user list/],
  ['a person who is not there', (db) => endGrant(db, nobody, undefined), /^no user .*: nothing was ended$/],
  [
    'a restore without its passphrase',
    () => restoreFrom({ dataFolder: path.join(os.tmpdir(), 'never-made'), databaseUrl: undefined }, 'anywhere', {}),
    /^backup-passphrase-missing$/,
  ],
])('%s is refused in a sentence that says what is wanted', async (_what, ask, sentence) => {
  await expect(ask(server.db)).rejects.toThrow(sentence);
});

test('a new password for an account leaves it its role', async () => {
  await addAccount(server.db, '孙科', 'district');
  await addAccount(server.db, '孙科', undefined);
  expect(await accountLines(server.db)).toBe('孙科\tdistrict\t');
});

test('a database that a newer version has upgraded is left as it is', async () => {
  await server.db.insertInto('migrations').values({ name: '9999-of-a-newer-version' }).execute();
  await expect(migrate(server.db)).rejects.toMatchObject({ code: 'database-newer' });
  await server.db.deleteFrom('migrations').where('name', '=', '9999-of-a-newer-version').execute();
  await migrate(server.db);
});
