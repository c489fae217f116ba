import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Role } from '#domain/identity.ts';
import type { Tables } from '../database/tables.ts';
import type { SessionDevice } from './sessions.ts';

type Queries = Kysely<Tables>;

/** What a device may see of what waits: a condition on `holds h`, and a name for it that changes whenever it does. */
export interface HoldScope {
  name: string;
  where: RawBuilder<unknown>;
  /** Whether its people decide: the whole subdistrict's. */
  all: boolean;
}

/** A desk of a clerk or a reviewer sees its subdistrict's; any other its own, also under an earlier id, and those given back to its people. */
export async function readHoldScope(db: Queries, { dev, subdistrict }: SessionDevice, now: Date): Promise<HoldScope> {
  const { rows } = await sql<{ id: string; roles: Role[] }>`
    SELECT DISTINCT u.id, u.roles FROM grants g JOIN users u ON u.id = g.user_id
    WHERE g.dev = ${dev}::uuid AND (g.to_at IS NULL OR g.to_at > ${now}::timestamptz) ORDER BY u.id`.execute(db);
  const here = sql`h.subdistrict = ${subdistrict}`;
  if (rows.some(({ roles }) => roles.includes('clerk') || roles.includes('reviewer'))) return { name: 'all', where: here, all: true };
  const people = rows.map(({ id }) => id);
  const own = sql`h.dev IN (SELECT o.dev FROM devices o JOIN devices me ON me.sign_key = o.sign_key WHERE me.dev = ${dev}::uuid)`;
  const where = sql`${here} AND (${own} OR h.assignee = ANY(${people}::uuid[]))`;
  return { name: `own:${people.join(',')}`, where, all: false };
}

/** Where what this device may see of it last changed; 0 where there is nothing. */
export async function readHoldsHead(db: Queries, { where }: HoldScope): Promise<number> {
  const { rows } = await sql<{ head: number | null }>`SELECT max(h.seq) AS head FROM holds h WHERE ${where}`.execute(db);
  return rows[0]?.head ?? 0;
}
