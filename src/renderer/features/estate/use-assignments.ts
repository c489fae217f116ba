import { roomCode } from '#domain/estate.ts';
import { useDesk } from '../../session.tsx';
import { type RecordOf, useChildren, useRecords } from '../../store/records.ts';
import { type ActiveAssignments, activeAssignments } from './assignments.ts';
import type { RoomCell } from './elevation.ts';

interface Assignments {
  active: ActiveAssignments;
  /** Rooms, by code, whose households are assigned to this person or to a team of theirs. */
  mine: ReadonlySet<string>;
  teamsOf(cell: RoomCell): string[];
}

/** Live: who looks after the households of a building. Nobody, while it is loading. */
export function useAssignments(households: readonly RecordOf<'household'>[]): Assignments {
  const { user } = useDesk();
  const assignments = useChildren(
    'assignment',
    households.map(({ id }) => id),
  );
  const teams = useRecords('team') ?? [];
  const active = activeAssignments(assignments ?? []);
  const isOwn = ({ fields }: RecordOf<'team'>) => fields.leader === user.name || fields.members.some(({ name }) => name === user.name);
  const ownTeams = new Set<string>(teams.filter(isOwn).map(({ id }) => id));
  const isMine = ({ id }: RecordOf<'household'>) => {
    const assignment = active.get(id)?.fields;
    return assignment !== undefined && (ownTeams.has(assignment.team) || assignment.responsible === user.name);
  };
  const teamOf = ({ id }: RecordOf<'household'>) => teams.find((team) => team.id === active.get(id)?.fields.team)?.fields.name ?? [];
  return {
    active,
    mine: new Set(households.filter(isMine).map(({ fields }) => roomCode(fields.unit, fields.room))),
    teamsOf: (cell) => [...new Set(cell.households.flatMap(teamOf))],
  };
}
