import { useRef, useState } from 'react';
import type { RosterReading } from '#domain/roster.ts';
import { useInHand } from '../../in-hand.tsx';
import { useDesk } from '../../session.tsx';
import { findRecords, type RecordOf } from '../../store/records.ts';
import { type Change, newRecordId, saveMany } from '../../store/save.ts';
import { readRoster } from './roster-file.ts';
import { type ConflictChoice, chosenHouseholds, type KnownEstate, planRoster, type RosterPlan, rosterChanges } from './roster-plan.ts';

/** Where an import stands. Once something was saved, every ending says how much. */
export type ImportState =
  | { step: 'choose'; problem?: unknown }
  | { step: 'reading'; file: string }
  | { step: 'preview'; file: string; reading: RosterReading; known: KnownEstate; plan: RosterPlan }
  | { step: 'importing'; done: number; total: number }
  | { step: 'stopped'; done: number }
  | { step: 'failed'; done: number; why: unknown }
  | { step: 'done'; buildings: number; households: number; existing: number };

const page = 200;

/** Reads a file, holds it against the estate, and brings in what was chosen, a page at a time; it can be stopped between pages. */
export function useRosterImport(estate: RecordOf<'estate'>) {
  const desk = useDesk();
  const inHand = useInHand();
  const [state, setState] = useState<ImportState>({ step: 'choose' });
  const stopping = useRef(false);

  async function knownEstate(): Promise<KnownEstate> {
    const buildings = await findRecords(desk.db, 'building', estate.id);
    const households = await Promise.all(buildings.map((building) => findRecords(desk.db, 'household', building.id)));
    return { id: estate.id, buildings, households: households.flat() };
  }

  async function read(file: File): Promise<void> {
    setState({ step: 'reading', file: file.name });
    try {
      const [reading, known] = await Promise.all([readRoster(file), knownEstate()]);
      setState({ step: 'preview', file: file.name, reading, known, plan: planRoster(reading, known) });
    } catch (problem) {
      setState({ step: 'choose', problem });
    }
  }

  async function bringIn(preview: ImportState & { step: 'preview' }, choices: ReadonlyMap<number, ConflictChoice>): Promise<void> {
    const { plan, known, reading, file } = preview;
    const households = chosenHouseholds(plan, choices);
    const changes = rosterChanges(households, known, { file, labels: reading.buildings, newId: () => newRecordId(desk) });
    stopping.current = false;
    let done = 0;
    const saved = () => ({ buildings: changes.filter(isNewBuilding).length, households: households.length, existing: plan.existing });
    try {
      for (let start = 0; start < changes.length; start += page) {
        setState({ step: 'importing', done, total: changes.length });
        if (stopping.current) return setState({ step: 'stopped', done });
        await saveMany(desk, changes.slice(start, start + page), () => undefined);
        done = Math.min(start + page, changes.length);
      }
      setState({ step: 'done', ...saved() });
    } catch (problem) {
      setState({ step: 'failed', done, why: problem });
    }
  }

  return {
    state,
    read,
    bringIn: (...chosen: Parameters<typeof bringIn>) => inHand.during('refused', () => bringIn(...chosen)),
    stop() {
      stopping.current = true;
    },
    restart: () => setState({ step: 'choose' }),
  };
}

const isNewBuilding = (change: Change) => change.type === 'building' && change.op === 'create';
