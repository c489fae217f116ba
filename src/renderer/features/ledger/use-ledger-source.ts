import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo } from 'react';
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

/**
 * The photos of every record that one of them was moved from or to: they say what proves it now. Of one picture taken in twice only one may have
 * moved, and so those that stayed are asked too.
 */
async function findShifted(db: DeskDatabase): Promise<Photo[]> {
  const moved = await findMoved(db);
  const touched = moved.flatMap(({ fields }) => (fields.relinks ?? []).flatMap(({ from, to }) => [from.id, to.id]));
  return (await findChildren(db, 'photo', [...new Set(touched)])).map(({ fields }) => fields);
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
  const shifted = await findShifted(db);
  const proven = <R extends Parameters<typeof asProven>[0]>(records: readonly R[]) => records.map((record) => asProven(record, shifted));
  return {
    ...{ estates, buildings, households, operations, teams, entitlements, policies },
    ...{ structures: proven(structures), fixtures: proven(fixtures), removals: proven(removals), replacements: proven(replacements) },
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
