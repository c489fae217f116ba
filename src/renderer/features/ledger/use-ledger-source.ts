import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo } from 'react';
import type { RecordId } from '#domain/identity.ts';
import type { LedgerSource } from '#domain/ledger.ts';
import { maskName } from '#domain/masking.ts';
import type { Photo } from '#domain/photo.ts';
import { asProven } from '#domain/relink.ts';
import { useDesk } from '../../session.tsx';
import type { DeskDatabase } from '../../store/database.ts';
import { findChildren, findMoved, findRecords } from '../../store/records.ts';
import { localDay } from '../../words/local-time.ts';
import { sourceOfEstate } from './estate-source.ts';

type Household = LedgerSource['households'][number];
type LedgerRecords = Omit<LedgerSource, 'today' | 'subdistrictName'>;

function masked({ id, fields }: Household): Household {
  return { id, fields: { ...fields, contactName: maskName(fields.contactName) } };
}

/** The records that a photo was moved from and to. */
const movedBetween = ({ relinks }: Photo): RecordId[] => (relinks ?? []).flatMap(({ from, to }) => [from.id, to.id]);

/**
 * Records as their photos prove them now [A3]: asked of those alone that a photo was moved from or to, and for each of its own photos. Of one picture
 * taken in twice only one may have moved.
 */
async function findProven(db: DeskDatabase): Promise<<R extends Parameters<typeof asProven>[0]>(record: R) => R> {
  const moved = await findMoved(db);
  const touched = new Set<string>(moved.flatMap(({ fields }) => movedBetween(fields)));
  const known = new Map<string, Photo[]>();
  for (const { fields } of await findChildren(db, 'photo', [...touched]))
    for (const id of new Set([...fields.links.map((link) => link.id), ...movedBetween(fields)]))
      known.set(id, [...(known.get(id) ?? []), fields]);
  return (record) => (touched.has(record.id) ? asProven(record, known.get(record.id) ?? []) : record);
}

/** What the ledgers of one estate are made from, or of all where `estate` is null: an estate's things are read by its buildings. */
export async function findLedgerRecords(db: DeskDatabase, estate: string | null): Promise<LedgerRecords> {
  const buildings = await findRecords(db, 'building', estate ?? undefined);
  const here = <T extends 'household' | 'structure' | 'fixture' | 'entitlement'>(type: T) =>
    estate === null
      ? findRecords(db, type)
      : findChildren(
          db,
          type,
          buildings.map(({ id }) => id),
        );
  const [households, structures, fixtures, entitlements] = await Promise.all([
    here('household'),
    here('structure'),
    here('fixture'),
    here('entitlement'),
  ]);
  const [estates, operations, teams, removals, replacements, policies] = await Promise.all([
    findRecords(db, 'estate'),
    findRecords(db, 'operation'),
    findRecords(db, 'team'),
    findRecords(db, 'removal'),
    findRecords(db, 'replacement'),
    findRecords(db, 'policy'),
  ]);
  const proven = await findProven(db);
  return {
    ...{ estates, buildings, households, operations, teams, entitlements, policies },
    structures: structures.map((record) => proven(record)),
    fixtures: fixtures.map((record) => proven(record)),
    removals: removals.map((record) => proven(record)),
    replacements: replacements.map((record) => proven(record)),
  };
}

/**
 * What the ledgers of an estate are made from, of all estates where it is null; live, undefined while loading. Contacts' names as the page
 * says them: 电话 is masked in any case.
 */
export function useLedgerSource(estate: string | null, contacts: 'masked' | 'shown'): LedgerSource | undefined {
  const { db, enrollment, source } = useDesk();
  const records = useLiveQuery(() => findLedgerRecords(db, estate), [db, estate]);
  return useMemo(() => {
    if (records === undefined) return undefined;
    const all = {
      ...records,
      households: contacts === 'shown' ? records.households : records.households.map(masked),
      today: localDay(source.now()),
      subdistrictName: enrollment.scope.subdistrictName,
    };
    return estate === null ? all : sourceOfEstate(all, estate);
  }, [records, contacts, estate, source, enrollment]);
}
