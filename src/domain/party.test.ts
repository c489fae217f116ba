import { describe, expect, test } from 'vitest';
import { agreementMissing, furtherSigners, type Party, unsignedParties } from './evidence.ts';
import { furtherRooms, heardParties, partiesOf } from './party.ts';
import { place, signature } from './testing/samples.ts';

const party = (room: string | null, role: Party['role'] = 'OWNER', name = ''): Party => ({ room, role, name });
const roof = { ...place, unit: null, room: null };

describe('a thing over several rooms', () => {
  test('[C1] counts for its own room, and every other room sees it there, once', () => {
    const parties = [party('1-101'), party('1-102'), party('1-102', 'OCCUPANT'), party(null, 'BUILDER', '赵某')];
    expect(furtherRooms({ place, parties })).toEqual(['1-102']);
    expect(furtherRooms({ place: roof, parties })).toEqual(['1-101', '1-102']);
    expect(furtherRooms({ place, parties: [] })).toEqual([]);
  });

  test('a tenant of it is heard besides its owners, and signs nothing', () => {
    const parties = [party('1-101', 'OWNER', '房东'), party('1-101', 'OCCUPANT', '租户'), party('1-102', 'OCCUPANT')];
    expect(heardParties(parties)).toEqual([parties[1]]);
    expect(furtherSigners(parties)).toEqual([]);
  });

  test('its first party is of its own room, whatever was chosen; one room of which nothing is said has none', () => {
    expect(partiesOf(place, [party('9-909'), party('1-102')])).toEqual([party('1-101'), party('1-102')]);
    expect(partiesOf(roof, [party('9-909', 'OWNER', '王某')])).toEqual([party(null, 'OWNER', '王某')]);
    expect(partiesOf(place, [party('')])).toEqual([]);
  });
});

describe('[PARTIES_UNSIGNED] who has to sign beside the signer', () => {
  test.each<[string, Party[], (string | null)[]]>([
    ['the other owner of two', [party('1-101'), party('1-102')], ['1-102']],
    ['the other owner, where the first room’s is not known', [party('1-101', 'UNKNOWN'), party('1-102')], ['1-102']],
    ['nobody, where the landlord signs for a tenant’s room', [party('1-101', 'OCCUPANT'), party('1-101')], []],
    ['the second owner of a shed on the roof', [party(null, 'OWNER', '王某'), party(null, 'OWNER', '李某')], [null]],
    ['no occupant and no builder', [party('1-101'), party('1-102', 'OCCUPANT'), party(null, 'BUILDER', '赵某')], []],
    ['nobody of one room alone', [], []],
  ])('%s', (_who, parties, rooms) => {
    expect(furtherSigners(parties).map(({ room }) => room)).toEqual(rooms);
  });

  test('until each of them has spoken', () => {
    const parties = [party('1-101'), party('1-102'), party(null, 'OWNER', '赵某')];
    const word = (room: string | null, name: string) => ({ room, name, stance: 'AGREES' as const, signature, reason: '' });
    const agreement = { ...told, others: [word('1-102', '李某')] };
    expect(unsignedParties(null, parties)).toHaveLength(2);
    expect(unsignedParties(agreement, parties)).toEqual([party(null, 'OWNER', '赵某')]);
    expect(agreementMissing(agreement, parties)).toBe('PARTIES_UNSIGNED');
    expect(agreementMissing({ ...agreement, others: [...agreement.others, word(null, '赵某')] }, parties)).toBeUndefined();
  });
});

const told = {
  mode: 'SELF',
  signer: signature,
  on: '2026-03-06',
  due: '2026-03-20',
  items: '',
  rewardCutoffMet: true,
  salvage: 'SCRAPPED',
} as const;
