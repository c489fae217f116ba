import { readFile, writeFile } from 'node:fs/promises';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { accountLines, addAccount, deviceLines, endAccount, endGrant, grant, revoke, verifyAudit } from './commands/administration.ts';
import { backUpInto, restoreFrom, verifyBackupIn } from './commands/backup.ts';
import { type DatabasePlace, withDatabase } from './commands/command-database.ts';
import { writeEnrollFile } from './commands/enroll-file.ts';
import { importStick } from './commands/import-stick.ts';
import { addPerson, addSubdistrict, issueCode, listPeople } from './commands/people.ts';
import { answerRecovery } from './commands/recover.ts';
import { sayFailure } from './commands/say-failure.ts';
import { serve } from './commands/serve.ts';
import { runTrial } from './commands/trial.ts';
import type { Database } from './database/database.ts';
import { defaultDataFolder, openParts } from './listen.ts';

const usage = `npm run server -- [command] [--data DIR]
  (none)          [--port 8460] [--host 127.0.0.1] [--tls-cert FILE --tls-key FILE] [--trust-proxy 10.0.0.0/8,…]
                  [--backup-to DIR [--backup-every 24h]]
  subdistrict add --code 320613001 --name 城东街道
  user add        --subdistrict 320613001 --name 张三 --roles team,reviewer
  user list       [--subdistrict 320613001]
  enroll          --subdistrict 320613001 [--users 张三,<id>]   --out FILE [--url https://…]: a file for a device without a line
  user grant      --user ID --dev ID             ends with: user revoke --user ID [--dev ID]
  device list     [--subdistrict 320613001]      device revoke --dev ID
  admin add       --name 王处 [--role district]   a one-time password; admin list, admin disable --name 王处
  audit verify    walks the whole chain
  recover         --request FILE [--out FILE]   opens a device whose people have forgotten or left
  backup DIR      [--confirm-off-machine NAME]   what DIR lacks is added, verified; BACKUP_PASSPHRASE seals the keys
  backup DIR      --verify                       reads every entry and photo again
  restore DIR     into an empty data folder or DATABASE_URL
  import DIR      takes every .chb of a stick and writes each device's .chr beside it
  trial           example data, one device's code, until stopped
DATABASE_URL=postgres://… uses that database instead of the embedded one.
BLOB_STORE=s3://bucket/prefix keeps photos there (AWS_ENDPOINT_URL_S3, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY).`;

if (process.argv.slice(2).includes('--help')) {
  process.stdout.write(`${usage}\n`);
  process.exit(0);
}

const { values, positionals } = readCommandLine({
  allowPositionals: true,
  options: {
    data: { type: 'string', default: defaultDataFolder() },
    port: { type: 'string', default: process.env.PORT ?? '8460' },
    host: { type: 'string', default: '127.0.0.1' },
    subdistrict: { type: 'string' },
    users: { type: 'string' },
    name: { type: 'string' },
    roles: { type: 'string' },
    code: { type: 'string' },
    request: { type: 'string' },
    user: { type: 'string' },
    dev: { type: 'string' },
    role: { type: 'string' },
    out: { type: 'string' },
    url: { type: 'string' },
    'tls-cert': { type: 'string' },
    'tls-key': { type: 'string' },
    'trust-proxy': { type: 'string' },
    'backup-to': { type: 'string' },
    'backup-every': { type: 'string' },
    'confirm-off-machine': { type: 'string' },
    verify: { type: 'boolean', default: false },
  },
});

function readCommandLine<T extends ParseArgsConfig>(config: T) {
  try {
    return parseArgs(config);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
    return process.exit(1);
  }
}

const [first = '', second] = positionals;
const takesFolder = first === 'backup' || first === 'restore' || first === 'import';

async function run(command: string): Promise<string | undefined> {
  const { env } = process;
  const place = { dataFolder: values.data, databaseUrl: env.DATABASE_URL };
  switch (command) {
    case '':
      await serve(
        place,
        {
          host: values.host,
          port: values.port,
          tlsCert: values['tls-cert'],
          tlsKey: values['tls-key'],
          trustProxy: values['trust-proxy'],
          backupTo: values['backup-to'],
          backupEvery: values['backup-every'],
        },
        env,
      );
      return undefined;
    case 'trial':
      await runTrial(values.data);
      return undefined;
    case 'subdistrict add':
      return withDatabase(place, async (db) =>
        addSubdistrict(await openParts(db, { dataFolder: values.data, env: process.env }), needed('code'), needed('name')),
      );
    case 'user add':
      return withDatabase(place, (db) =>
        addPerson(db, { name: needed('name'), roles: needed('roles'), subdistrict: needed('subdistrict') }),
      );
    case 'user list':
      return withDatabase(place, (db) => listPeople(db, values.subdistrict));
    case 'user grant':
      return withDatabase(place, (db) => grant(db, needed('user'), needed('dev')));
    case 'user revoke':
      return withDatabase(place, (db) => endGrant(db, needed('user'), values.dev));
    case 'device list':
      return withDatabase(place, (db) => deviceLines(db, values.subdistrict));
    case 'device revoke':
      return withDatabase(place, (db) => revoke(db, needed('dev')));
    case 'admin add':
      return withDatabase(place, (db) => addAccount(db, needed('name'), values.role));
    case 'admin list':
      return withDatabase(place, accountLines);
    case 'admin disable':
      return withDatabase(place, (db) => endAccount(db, needed('name')));
    case 'audit verify':
      return withDatabase(place, verifyAudit);
    case 'backup':
      if (values.verify) return verifyBackupIn(folder());
      return backUpInto(place, folder(), env, values['confirm-off-machine']);
    case 'restore':
      return restoreFrom(place, folder(), env);
    case 'import':
      return withDatabase(place, async (db) => importStick(await openParts(db, { dataFolder: values.data, env }), folder()));
    case 'enroll':
      if (values.out !== undefined) return withDatabase(place, (db) => enrollIntoFile(db, values.out ?? ''));
      return withDatabase(place, (db) => issueCode(db, needed('subdistrict'), values.users));
    case 'recover':
      return recover(place);
    default:
      throw new Error(command === 'help' ? usage : `there is no command ${command}\n${usage}`);
  }
}

/** Whose code it holds is in the file alone. */
async function enrollIntoFile(db: Database, place: string): Promise<string> {
  const parts = await openParts(db, { dataFolder: values.data, env: process.env });
  const wanted = { subdistrict: needed('subdistrict'), users: values.users, serverUrl: values.url };
  const { text, serial } = await writeEnrollFile(parts, wanted);
  await writeFile(place, text, { mode: 0o600 });
  return `${place}\t${serial}`;
}

/** The answer goes to the file, or alone to standard output; whose device it is, is said beside it. */
async function recover(place: DatabasePlace): Promise<string | undefined> {
  const request = await readFile(needed('request'), 'utf8');
  const { answer, device } = await withDatabase(place, (db) => answerRecovery(db, request, new Date()));
  process.stderr.write(`${device}\n`);
  if (values.out === undefined) return answer.trimEnd();
  await writeFile(values.out, answer, { mode: 0o600 });
  return undefined;
}

function needed(option: 'code' | 'dev' | 'name' | 'request' | 'roles' | 'subdistrict' | 'user'): string {
  const value = values[option];
  if (value === undefined) throw new Error(`--${option} is missing\n${usage}`);
  return value;
}

function folder(): string {
  if (second === undefined || positionals.length > 2) throw new Error(`a folder is missing\n${usage}`);
  return second;
}

try {
  const answer = await run(takesFolder ? first : positionals.join(' '));
  if (answer !== undefined) process.stdout.write(`${answer}\n`);
} catch (error) {
  process.stderr.write(`${sayFailure(error)}\n`);
  process.exitCode = 1;
}
