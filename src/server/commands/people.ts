import { Role, type User } from '#domain/identity.ts';
import { examplePolicy } from '#domain/policy.ts';
import type { Database } from '../database/database.ts';
import type { Parts } from '../parts.ts';
import { addUser, issueEnrollCode, keepSubdistrict, listUsers } from '../repositories/people.ts';
import { newRecord, peopleOf, pushRecords } from '../system-author.ts';

/** `subdistrict add --code 320613001 --name 城东街道`: with the example policy, marked as one, so that its desks can work from the first day. */
export async function addSubdistrict(parts: Parts, code: string, name: string): Promise<string> {
  // Records carry it for ever: a mistyped one could not be taken back.
  if (!/^\d{9}$/.test(code)) throw new Error(`--code ${code} is no subdistrict's: nine digits, 320613001 for example`);
  await keepSubdistrict(parts.db, code, name, new Date());
  const policy = await parts.db
    .selectFrom('records')
    .select('id')
    .where('type', '=', 'policy')
    .where('subdistrict', '=', code)
    .executeTakeFirst();
  if (policy === undefined) await pushRecords(parts, code, [newRecord('policy', examplePolicy)]);
  return `${code} ${name}`;
}

/** `user add --name 张三 --roles team,reviewer --subdistrict 320613001` */
export async function addPerson(db: Database, person: { name: string; roles: string; subdistrict: string }): Promise<string> {
  const named = person.roles.split(',').map((role) => role.trim());
  const { data: roles } = Role.array().min(1).safeParse(named);
  if (roles === undefined) throw new Error(`--roles takes, separated by commas: ${Role.options.join(', ')}`);
  const there = await db.selectFrom('subdistricts').select('code').where('code', '=', person.subdistrict).executeTakeFirst();
  if (there === undefined) throw new Error(`there is no subdistrict ${person.subdistrict}: add it first, subdistrict add`);
  const user = await addUser(db, { name: person.name, roles, subdistrict: person.subdistrict }, new Date());
  return lineOf({ ...user, subdistrict: person.subdistrict });
}

/** `user list` */
export async function listPeople(db: Database, subdistrict: string | undefined): Promise<string> {
  return (await listUsers(db, subdistrict)).map(lineOf).join('\n');
}

/** `enroll --subdistrict 320613001 --users 张三,<id>`: a code for one device. Without `--users` everyone but the district's own. */
export async function issueCode(db: Database, subdistrict: string, wanted: string | undefined): Promise<string> {
  const chosen = await chooseUsers(db, subdistrict, wanted);
  return issueEnrollCode(db, { subdistrict, users: chosen.map(({ id }) => id) }, new Date());
}

/** Those named, or everyone but the district's own. @throws Error where there is nobody, or a name is not one person's */
export async function chooseUsers(db: Database, subdistrict: string, wanted: string | undefined): Promise<User[]> {
  const people = await peopleOf({ db }, subdistrict);
  const chosen = wanted === undefined ? people.filter(({ roles }) => !roles.includes('district')) : choose(people, wanted.split(','));
  if (chosen.length === 0) throw new Error(`nobody to grant in subdistrict ${subdistrict}: add users first`);
  return chosen;
}

function choose(people: User[], wanted: string[]): User[] {
  return wanted.map((text) => {
    const named = people.filter(({ id, name }) => id === text.trim() || name === text.trim());
    const [person] = named;
    if (person === undefined || named.length > 1) throw new Error(`${named.length} users match ${text}`);
    return person;
  });
}

function lineOf({ id, name, roles, subdistrict }: User & { subdistrict: string }): string {
  return [id, subdistrict, roles.join(','), name].join('\t');
}
