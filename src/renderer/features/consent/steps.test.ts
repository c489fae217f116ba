import { describe, expect, it } from 'vitest';
import { furtherSigners, type Party } from '#domain/evidence.ts';
import { fixture, held, id, people, signature, structure } from '#domain/testing/samples.ts';
import { afterGroup, deskOf, photo, recordOf } from '../operation/testing/desk.ts';
import { unsigned } from '../owed/signature-entry.ts';
import { selfRemovalChanges } from '../structure/self-removal.ts';
import {
  AgainstEntry,
  AgreementEntry,
  AgreementForm,
  type AgreementTyped,
  agreementOf,
  agreementPictures,
  NoticeEntry,
  noticeOf,
  RefusalEntry,
  refusalOf,
  unspoken,
} from './entries.ts';
import { stepChanges } from './step-changes.ts';

const subject = { place: '1幢', code: 'CG-A1-0001' };
const notice = {
  way: 'LEFT',
  no: '',
  on: '2026-11-23',
  receiver: '',
  relation: '',
  witness: '刘强',
  deadline: '2026-11-30',
  photos: [photo(21, 'SERVICE')],
  together: false,
};
const problemsOf = (result: { error?: { issues: { path: PropertyKey[] }[] } }) => result.error?.issues.map(({ path }) => path.join('.'));

describe('a notice', () => {
  it('left on site names its witness and shows a photo, and passes the rule', () => {
    const entry = NoticeEntry.parse(notice);
    const record = recordOf('structure', id(10), structure({ status: 'determined' }));
    const set = { notice: noticeOf(entry), status: 'notified' } as const;
    const world = afterGroup(
      [held('structure', record.id, record.fields)],
      stepChanges(deskOf(people.chen), [record], set, entry.photos, subject),
      people.chen,
    );
    expect(world.find(({ type }) => type === 'structure')?.fields).toMatchObject({ status: 'notified', notice: { witness: '刘强' } });
    expect(problemsOf(NoticeEntry.safeParse({ ...notice, witness: '', photos: [] }))).toEqual(['witness', 'photos']);
  });

  it('by announcement names nobody who took it', () => {
    const announced = noticeOf(NoticeEntry.parse({ ...notice, way: 'ANNOUNCED', receiver: '王某', relation: '本人' }));
    expect(announced).toMatchObject({ way: 'ANNOUNCED', receiver: '', relation: '' });
  });

  it('given in person names who took it, and its deadline is not before it', () => {
    expect(problemsOf(NoticeEntry.safeParse({ ...notice, way: 'DIRECT' }))).toEqual(['receiver']);
    expect(problemsOf(NoticeEntry.safeParse({ ...notice, deadline: '2026-11-22' }))).toEqual(['deadline']);
  });
});

describe('a refusal', () => {
  const entry = RefusalEntry.parse({
    refusal: '等儿子回来',
    refuser: '王某',
    on: '2026-11-22',
    witness: '刘强',
    photos: [photo(22, 'SERVICE')],
  });
  const by = { name: people.chen.name, user: people.chen.id };

  it('is recorded with its day, its witness and its photo, on a structure and on a fixture alike', () => {
    for (const record of [
      recordOf('structure', id(10), structure({ status: 'notified' })),
      recordOf('fixture', id(20), fixture({ status: 'notified' })),
    ]) {
      const set = { ...refusalOf(entry, by), status: 'refused' } as const;
      const world = afterGroup(
        [held(record.type, record.id, record.fields)],
        stepChanges(deskOf(people.chen), [record], set, entry.photos, subject),
        people.chen,
      );
      const refused = world.find(({ id: recordId }) => recordId === record.id);
      expect(refused?.fields).toMatchObject({
        status: 'refused',
        refusal: '等儿子回来',
        refusalRecord: { on: '2026-11-22', witness: '刘强' },
      });
    }
  });
});

describe('one signature for all fixtures of a room', () => {
  const entry = AgreementEntry.parse({
    mode: 'ASSISTED',
    on: '2026-11-23',
    due: '2026-12-08',
    items: '',
    rewardCutoffMet: true,
    salvage: 'SCRAPPED',
    signature: { kind: 'SCREEN', name: '王某', capacity: 'OWNER', relation: '', witness: '', drawn: photo(30, 'SIGN'), paper: [] },
    others: [],
    together: true,
  });
  const both = [20, 21].map((n) => recordOf('fixture', id(n), fixture({ status: 'notified', positionLabel: `窗${n}` })));
  const agreement = agreementOf(entry, '2026-11-23T14:00:00+08:00');
  const changes = stepChanges(deskOf(people.chen), both, { agreement, status: 'agreed' }, [photo(30, 'SIGN')], subject);

  it('is one photo record, linked to each, counted once', () => {
    const photos = changes.filter(({ type }) => type === 'photo');
    expect(photos).toHaveLength(1);
    expect(photos[0]).toMatchObject({ fields: { links: both.map(({ type, id: record }) => ({ type, id: record })) } });
    expect(changes.flatMap((change) => change.photos ?? [])).toHaveLength(1);
  });

  it('brings each to 已签约 under the rules', () => {
    const world = afterGroup(
      both.map((record) => held('fixture', record.id, record.fields)),
      changes,
      people.chen,
    );
    expect(world.filter(({ type }) => type === 'fixture').map(({ fields }) => fields.status)).toEqual(['agreed', 'agreed']);
  });
});

describe('an awning over two flats', () => {
  const parties: Party[] = ['1-101', '1-102'].map((room) => ({ room, role: 'OWNER', name: '' }));
  const awning = recordOf('structure', id(10), structure({ status: 'notified', parties }));
  const given = (n: number, name: string) => ({ ...unsigned(name), drawn: photo(n, 'SIGN') });
  const typed: AgreementTyped = {
    ...{ mode: 'SELF', on: '2026-11-23', due: '2026-12-08', items: '', rewardCutoffMet: false, salvage: 'SCRAPPED', together: false },
    signature: given(30, '王某'),
    others: furtherSigners(parties).map((party) => ({ ...unspoken(party), signature: given(31, '李某') })),
  };
  const agreeing = (entry: AgreementEntry) => {
    const set = { agreement: agreementOf(entry, '2026-11-23T14:00:00+08:00'), status: 'agreedSelf' } as const;
    const changes = stepChanges(deskOf(people.chen), [awning], set, agreementPictures(entry), subject);
    return afterGroup([held('structure', awning.id, awning.fields)], changes, people.chen);
  };

  it('[PARTIES_UNSIGNED] is agreed once both owners have signed, each with a picture', () => {
    const world = agreeing(AgreementEntry.parse(typed));
    expect(world.find(({ type }) => type === 'structure')?.fields).toMatchObject({
      status: 'agreedSelf',
      agreement: { others: [{ room: '1-102', name: '李某', stance: 'AGREES', signature: { picture: photo(31, 'SIGN').facts.sha256 } }] },
    });
    expect(world.filter(({ type }) => type === 'photo')).toHaveLength(2);
    expect(() => agreeing(AgreementEntry.parse({ ...typed, others: [] }))).toThrow('PARTIES_UNSIGNED');
  });

  it('[C6] asks of the second owner what it asks of the first', () => {
    const unsignedSecond = { ...typed, others: furtherSigners(parties).map(unspoken) };
    expect(problemsOf(AgreementForm.safeParse(unsignedSecond))).toEqual(['others.0.signature.name', 'others.0.signature.drawn']);
  });

  it('[PARTY_AGAINST] asks only who and why where one is against it, and nobody else to sign', () => {
    const against = (reason: string) => ({
      ...typed,
      signature: unsigned(''),
      others: furtherSigners(parties).map((party) => ({ ...unspoken(party), stance: 'AGAINST' as const, reason })),
    });
    expect(problemsOf(AgreementForm.safeParse(against('')))).toEqual(['others.0.reason']);
    expect(AgreementForm.parse(against('雨水流到我家'))).toMatchObject({ others: [{ room: '1-102', reason: '雨水流到我家' }] });
  });

  it('[PARTY_AGAINST] keeps the whole word of each who is against it, or says at the field that it is too long', () => {
    const party = (room: string, reason: string) => ({
      ...unspoken({ room, role: 'OWNER', name: '李某' }),
      stance: 'AGAINST' as const,
      reason,
    });
    const said = (...others: ReturnType<typeof party>[]) => problemsOf(AgainstEntry.safeParse({ others }));
    expect(said(party('1-102', '挡光'), party('1-202', '漏水'))).toBeUndefined();
    expect(said(party('1-102', '挡'.repeat(150)), party('1-202', '漏水'))).toEqual(['others.0.reason']);
    expect(said(party('1-102', ''), party('1-202', '漏水'))).toEqual(['others.0.reason']);
  });

  it('[PARTY_AGAINST] hears a tenant: against it there is no agreement, otherwise nothing is asked of them and nothing kept', () => {
    const tenant = unspoken({ room: '1-101', role: 'OCCUPANT', name: '租户' });
    const heard = { ...typed, others: [...typed.others, tenant] };
    const agreed = AgreementForm.parse(heard);
    expect('signature' in agreed && agreementOf(agreed, '2026-11-23T14:00:00+08:00').others).toHaveLength(1);
    const against = { ...heard, others: [...typed.others, { ...tenant, stance: 'AGAINST' as const, reason: '没处放东西' }] };
    expect(AgreementForm.parse(against)).toMatchObject({ others: [{ name: '租户', reason: '没处放东西' }] });
  });
});

describe('self-removal', () => {
  const agreed = structure({
    status: 'agreedSelf',
    agreement: {
      mode: 'SELF',
      signer: signature,
      on: '2026-11-20',
      due: '2026-12-01',
      items: '',
      rewardCutoffMet: true,
      salvage: 'HOUSEHOLD',
    },
  });
  const record = recordOf('structure', id(10), agreed);
  const told = { before: [], after: [photo(40, 'AFTER')], areaM2: 12, contractor: '住户自拆' };
  const remove = (change = {}) =>
    afterGroup(
      [held('structure', record.id, record.fields)],
      selfRemovalChanges(deskOf(people.zhang), record, { ...told, ...change }, subject),
      people.zhang,
    );

  it('records the removal and lets the structure be 已拆除, as one group', () => {
    const world = remove();
    expect(world.find(({ type }) => type === 'structure')?.fields).toMatchObject({ status: 'removed', removalMode: 'SELF' });
    expect(world.find(({ type }) => type === 'removal')?.fields).toMatchObject({
      mode: 'SELF',
      operation: null,
      qty: 1,
      salvage: 'HOUSEHOLD',
    });
  });

  it('without an after-photo is refused', () => {
    expect(() => remove({ after: [] })).toThrow('PHOTOS_BEFORE_AFTER');
  });

  it('[O3] of more than was surveyed is refused', () => {
    expect(() => remove({ areaM2: 12.1 })).toThrow('O3');
  });
});
