import type { KnownDevice } from '#contract/hold.ts';
import type { DeviceId } from '#domain/identity.ts';
import type { Operation } from '#domain/operation.ts';

/** When the last thing of an operation happened that is on record; undefined where nothing has. */
function lastEvent({ briefing, results, isolations }: Operation): number | undefined {
  const moments = [
    briefing?.at,
    ...Object.values(results).map(({ at }) => at),
    ...Object.values(isolations ?? {}).flatMap(({ at, restoredAt }) => [at, restoredAt]),
  ];
  const known = moments.filter((at) => at !== null && at !== undefined).map((at) => Date.parse(at));
  return known.length === 0 ? undefined : Math.max(...known);
}

/** Everyone who is named in an operation. */
function peopleOf({ leader, projectManager, safetyOfficer, members, present, groups }: Operation): Set<string> {
  const named = [...members, ...(present ?? [])].map(({ name }) => name);
  return new Set(
    [leader, projectManager, safetyOfficer, ...named, ...(groups ?? []).map((group) => group.leader)].filter((name) => name !== ''),
  );
}

/**
 * Devices whose part of an operation may not have come yet: those that somebody of the operation works on and that the server has not heard since
 * its last event. Whatever a device did there, it has sent if it was heard later.
 */
export function absentDevices(operation: Operation, known: readonly KnownDevice[], own: DeviceId): KnownDevice[] {
  const end = lastEvent(operation);
  const people = peopleOf(operation);
  return known.filter(
    ({ dev, revoked, people: there, heardAt, unsent }) =>
      !revoked &&
      dev !== own &&
      there.some((name) => people.has(name)) &&
      (heardAt === null || (end !== undefined && Date.parse(heardAt) <= end) || (unsent ?? 0) > 0),
  );
}
