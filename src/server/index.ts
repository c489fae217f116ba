import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type DatabasePlace, withDatabase } from './commands/command-database.ts';
import { addPerson, addSubdistrict, issueCode, listPeople } from './commands/people.ts';
import { answerRecovery } from './commands/recover.ts';
import { serve } from './commands/serve.ts';
import { runTrial } from './commands/trial.ts';
import { defaultDataFolder, openParts } from './listen.ts';

const usage = `npm run server -- [command] [--data DIR]
  (none)          [--port 8460] [--host 127.0.0.1]
  subdistrict add --code 320613001 --name 城东街道
  user add        --subdistrict 320613001 --name 张三 --roles team,reviewer
  user list       [--subdistrict 320613001]
  enroll          --subdistrict 320613001 [--users 张三,<id>]
  recover         --request FILE [--out FILE]   opens a device whose people have forgotten or left
  trial           example data, one device's code, until stopped
DATABASE_URL=postgres://… uses that database instead of the embedded one.
BLOB_STORE=s3://bucket/prefix keeps photos there (AWS_ENDPOINT_URL_S3, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY).`;

const { values, positionals } = parseArgs({
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
    out: { type: 'string' },
  },
});

async function run(command: string): Promise<string | undefined> {
  const place = { dataFolder: values.data, databaseUrl: process.env.DATABASE_URL };
  switch (command) {
    case '':
      await serve(place, { host: values.host, port: Number(values.port) });
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
    case 'enroll':
      return withDatabase(place, (db) => issueCode(db, needed('subdistrict'), values.users));
    case 'recover':
      return recover(place);
    default:
      throw new Error(usage);
  }
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

function needed(option: 'code' | 'name' | 'request' | 'roles' | 'subdistrict'): string {
  const value = values[option];
  if (value === undefined) throw new Error(`--${option} is missing\n${usage}`);
  return value;
}

try {
  const answer = await run(positionals.join(' '));
  if (answer !== undefined) process.stdout.write(`${answer}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
