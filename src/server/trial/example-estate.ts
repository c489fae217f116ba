import type { Building, Estate, Household } from '#domain/estate.ts';
import type { RecordId, Role, UserId } from '#domain/identity.ts';
import { examplePolicy } from '#domain/policy.ts';
import type { Parts } from '../parts.ts';
import { addUser, keepSubdistrict } from '../repositories/people.ts';
import { type NewRecord, newRecord, peopleOf, pushRecords } from '../system-author.ts';

const subdistrict = { code: '320613001', name: '城东街道' };

const people: { name: string; roles: Role[] }[] = [
  { name: '张伟', roles: ['team'] },
  { name: '李娜', roles: ['team'] },
  { name: '王芳', roles: ['reviewer'] },
  { name: '陈静', roles: ['community'] },
  { name: '赵敏', roles: ['clerk'] },
];

/**
 * Puts the example into an empty server, through the same ingest as everything else. On a server that has it, only the people
 * are looked up. Answers the subdistrict and the ids of its example people.
 */
export async function seedExample(parts: Parts): Promise<{ subdistrict: string; users: UserId[] }> {
  const { db, now } = parts;
  await keepSubdistrict(db, subdistrict.code, subdistrict.name, now());
  const known = await peopleOf(parts, subdistrict.code);
  for (const person of people) {
    if (!known.some(({ name }) => name === person.name)) await addUser(db, { ...person, subdistrict: subdistrict.code }, now());
  }
  const policy = await db.selectFrom('records').select('id').where('type', '=', 'policy').executeTakeFirst();
  if (policy === undefined) await pushRecords(parts, subdistrict.code, exampleRecords());
  return { subdistrict: subdistrict.code, users: (await peopleOf(parts, subdistrict.code)).map(({ id }) => id) };
}

/** The example policy, one estate of three buildings, and a few households. */
function exampleRecords(): NewRecord[] {
  const estate: Estate = { name: '城东示例小区', code: 'SL', neighborhood: '示例社区', subdistrict: subdistrict.name };
  const estateRecord = newRecord('estate', estate);
  const buildings = ['1', '2', '3'].map((key) => newRecord('building', exampleBuilding(estateRecord.id, key)));
  const households = buildings.flatMap(({ id }, index) =>
    exampleHouseholds(id, index).map((household) => newRecord('household', household)),
  );
  return [newRecord('policy', examplePolicy), estateRecord, ...buildings, ...households];
}

function exampleBuilding(estate: RecordId, key: string): Building {
  const rooms = ['1', '2'].flatMap((unit) => ['101', '102', '201', '202', '301', '302'].map((room) => `${unit}-${room}`));
  return { estate, key, label: `${key}幢`, aliases: [], rooms };
}

/** Numbers from a range that is given to nobody. */
function exampleHouseholds(building: RecordId, index: number): Household[] {
  return ['示例住户甲', '示例住户乙'].map((contactName, position) => ({
    building,
    unit: '1',
    room: position === 0 ? '101' : '202',
    contactName,
    phone: `1000000${String(index * 2 + position).padStart(4, '0')}`,
    occupancy: 'OWNER',
    from: null,
    to: null,
    ownerReachable: true,
    accommodation: null,
    note: '示例数据',
    source: null,
  }));
}
