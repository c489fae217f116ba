import type { Posting } from '#domain/consultation.ts';
import type { EntitlementEvent } from '#domain/entitlement.ts';
import type { Building, Household } from '#domain/estate.ts';
import { isClosed } from '#domain/estate.ts';
import { noSizes } from '#domain/evidence.ts';
import type { Fixture } from '#domain/fixture.ts';
import { entitlementIdOf, type RecordType, type User } from '#domain/identity.ts';
import { roomKey } from '#domain/place.ts';
import { examplePolicy, type Policy } from '#domain/policy.ts';
import type { MergeRecord } from '#domain/record.ts';
import { entitlement, fixture, hash, held, id, people, place, policyRef, removal, signature } from '#domain/testing/samples.ts';
import type { RecordOf } from '../../../store/records.ts';
import type { Change } from '../../../store/save.ts';
import { deskOf, photo } from '../../operation/testing/desk.ts';
import {
  cancelChange,
  compensateChanges,
  disputeChange,
  closeChange as overChange,
  relocateChanges,
  settleChange,
  splitChanges,
} from '../../owed/line-ends.ts';
import { lineEvents } from '../../owed/line-events.ts';
import { SignatureEntry, unsigned } from '../../owed/signature-entry.ts';
import { exchangeChoices, specChoices } from '../../owed/spec-choices.ts';
import { acceptChanges, confirmChanges, installChanges, noProof, reworkChange, waiveChanges } from '../../owed/steps.ts';
import { acceptGroups, confirmGroups, createBatch, type Groups, installGroups, orderGroups, withdrawGroups } from '../batch-changes.ts';
import { freeLines, linesOf } from '../batch-lines.ts';
import { type BatchStep, type PlanFacts, planStep, stepsFor } from '../batch-steps.ts';
import { closeChange, reopenChange, standingOf } from '../closing.ts';
import { standingThings, thingOffers } from './things.ts';

type Line = RecordOf<'entitlement'>;

export const policy: Policy = { ...examplePolicy, compensation: true, upgrades: [{ type: 'GRILLE', spec: '不锈钢加厚', yuan: 300 }] };
const today = '2026-11-23';
const subject = { place: '1幢', code: 'SL-1' };
const signed = SignatureEntry.parse({ ...unsigned('王某'), kind: 'WITNESSED', witness: '陈静' });

/**
 * A building where two flats are lived in and one is not, with one removal in each and two in the first; one thing that two teams recorded and each
 * took down; one that is to go, and one that nobody claims. `late`: where somebody lives, all is given up.
 */
export function beginning(late: boolean): MergeRecord[] {
  const given = late ? ({ status: 'waived', waiver: { at: '2026-04-01T09:00:00+08:00', reason: '自愿', signature } } as const) : {};
  const building: Building = { estate: id(2), key: '1', label: '1幢', aliases: [], rooms: ['1-101', '1-102', '1-201'] };
  const household = (contactName: string, room: string): Household => ({
    ...{ building: id(1), unit: '1', room, contactName, phone: null, occupancy: 'OWNER', from: null, to: null },
    ...{ ownerReachable: null, accommodation: null, note: '', source: null },
  });
  const at = (room: string) => ({ ...place, room });
  const owed = (n: number, room: string, qty: number, thing: Partial<Fixture> = {}) => [
    held('fixture', id(20 + n), fixture({ qty, place: at(room), status: 'removed', ...thing })),
    held('removal', id(50 + n), removal({ target: id(20 + n), qty })),
    held(
      'entitlement',
      entitlementIdOf(id(50 + n)),
      entitlement({
        removal: id(50 + n),
        fixture: id(20 + n),
        place: at(room),
        qty,
        type: thing.type ?? 'GRILLE',
        ...(thing.sizes ? { removedSizes: thing.sizes } : {}),
        ...(room === '201' ? {} : given),
      }),
    ),
  ];
  return [
    held('policy', policyRef.id, policy),
    held('building', id(1), building),
    held('household', id(5), household('王某', '101')),
    held('household', id(6), household('李某', '102')),
    ...owed(0, '101', 3),
    ...owed(1, '101', 1, { type: 'RACK', sizes: { ...noSizes, lengthMm: 2000 } }),
    ...owed(2, '102', 2, { type: 'AWNING', sizes: { ...noSizes, lengthMm: 3000, depthMm: 800 } }),
    ...owed(3, '201', 1),
    ...owed(4, '101', 3, { positionLabel: '南阳台-窗一' }),
    held('fixture', id(30), fixture({ ...standingThings.agreed, place: at('102') })),
    held('fixture', id(31), fixture({ ...standingThings.unclaimed, place: { ...place, unit: null, room: null } })),
    held('posting', id(45), posting),
  ];
}

const posting: Posting = {
  ...{ text: '无人认领', place: { ...place, unit: null, room: null }, from: '2026-03-01', to: '2026-03-08' },
  ...{ photos: [{ sha256: hash(90), stage: 'SERVICE' }], comments: [] },
};

/** What one person's device shows. */
export class Screens {
  readonly #records: readonly MergeRecord[];
  readonly #user: User;

  constructor(records: readonly MergeRecord[], user: User) {
    this.#records = records;
    this.#user = user;
  }

  #of<T extends RecordType>(type: T): RecordOf<T>[] {
    const living = this.#records.filter((record) => record.type === type && !record.deleted);
    return living.map((record) => ({ ...record, pending: 0 }) as unknown as RecordOf<T>);
  }

  get #desk() {
    return deskOf(this.#user, new Date(`${today}T09:00:00+08:00`));
  }

  get #facts(): PlanFacts {
    return {
      user: this.#user,
      policies: new Map([[policyRef.id as string, policy]]),
      pieces: new Map(this.#of('replacement').map((piece) => [piece.id as string, piece])),
    };
  }

  /** Everything that the screens offer now, each as the groups it would save. `n` keeps photos apart. */
  offers(n: number): Groups[] {
    // A close-out is one offer among many, and seldom there: it is held out three times, so that it is taken.
    const closing = this.#closingOffers();
    return [...this.#lineOffers(n), ...this.#batchOffers(n), ...this.#thingOffers(n), ...closing, ...closing, ...closing];
  }

  #thingOffers(n: number): Groups[] {
    const [building] = this.#of('building');
    const [known] = this.#of('policy');
    if (building === undefined || known === undefined) return [];
    return thingOffers({
      ...{ desk: this.#desk, user: this.#user, today, n, building, policy: known },
      ...{ fixtures: this.#of('fixture'), removals: this.#of('removal'), lines: this.#of('entitlement') },
      ...{ households: this.#of('household'), postings: this.#of('posting') },
    });
  }

  #lineOffers(n: number): Groups[] {
    const { pieces } = this.#facts;
    return this.#of('entitlement').flatMap((line) => {
      const piece = pieces.get(line.fields.replacement ?? '')?.fields ?? null;
      return lineEvents(line.fields, { user: this.#user, policy, piece, today }).flatMap((event) =>
        this.#lineChanges(event, line, piece, n).map((changes) => [changes]),
      );
    });
  }

  /** The ways in which a line's own page saves a step: one, or more where it lets people choose. */
  #lineChanges(event: EntitlementEvent, line: Line, piece: RecordOf<'replacement'>['fields'] | null, n: number): Change[][] {
    const desk = this.#desk;
    switch (event) {
      case 'confirm':
        return exchangeChoices(policy, line.fields.type).flatMap((type) =>
          specChoices(policy, type).map(({ spec, yuan }) =>
            confirmChanges(desk, [{ line, type, spec, upgradeYuan: yuan, note: '' }], signed, subject),
          ),
        );
      case 'order':
        return orderGroups([line]);
      case 'cancelOrder':
        return [[cancelChange(desk, line, '停产')]];
      case 'install':
        return [1, 0.5].map((scale) => installChanges(desk, line, installation(line, scale, n), subject));
      case 'accept':
        return [acceptChanges(desk, line, acceptance(this.#user), { ...noProof, short: { reason: '窗洞已改小', signed } }, subject)];
      case 'rework':
        return [[reworkChange(desk, line, { reason: '关不严', warrantor: piece?.warrantor ?? '' })]];
      case 'waive':
        return [waiveChanges(desk, line, '自愿', signed, subject)];
      case 'compensate':
        return [compensateChanges(desk, line, { amountYuan: 200, reason: '不需要' }, signed, subject)];
      case 'relocate':
        return [relocateChanges(desk, line, { to: '北面', photos: [photo(9000 + n, 'INSTALL')] }, signed, subject)];
      case 'split':
        return [1, 2].flatMap((qty) => splitChanges(line, qty) ?? []).length > 0 ? [splitChanges(line, 1) ?? []] : [];
      case 'dispute':
        return [[disputeChange(desk, line, { kind: 'OVER_RETURNED', reason: '多还' })]];
      case 'settle':
        return [[settleChange(desk, line, '核对')].flatMap((change) => change ?? [])];
      case 'close':
        return [[overChange(desk, line, today)]];
      default:
        return event satisfies never;
    }
  }

  #batchOffers(n: number): Groups[] {
    const lines = this.#of('entitlement');
    const batches = this.#of('returnBatch');
    const free = freeLines(lines, batches);
    const mayMake = this.#user.roles.some((role) => role === 'community' || role === 'clerk');
    const facts = { contractor: `厂${n}`, contractNo: '', note: '' };
    const made = free.length > 0 && mayMake ? [[createBatch(this.#desk, id(1), free, facts).changes]] : [];
    const steps = batches.flatMap((batch) => {
      const held = linesOf(batch, lines, batches);
      return stepsFor(held, this.#user).map((step) => this.#stepGroups(step, batch, planStep(step, held, this.#facts).ready, n));
    });
    return [...made, ...steps].filter((groups) => groups.length > 0);
  }

  #stepGroups(step: BatchStep, batch: RecordOf<'returnBatch'>, ready: readonly Line[], n: number): Groups {
    const desk = this.#desk;
    switch (step) {
      case 'confirm':
        return confirmGroups(
          desk,
          ready.map((line) => ({
            choices: [{ line, spec: specChoices(policy, line.fields.type)[0]?.spec ?? '', upgradeYuan: 0, note: '' }],
            signed,
            place: roomKey(line.fields.place),
          })),
          '确认',
        );
      case 'order':
        return orderGroups(ready);
      case 'install':
        return installGroups(
          desk,
          ready.map((line, index) => ({ line, told: installation(line, 1, 100 * n + index), subject })),
        );
      case 'accept':
        return acceptGroups(desk, ready, acceptance(this.#user));
      case 'cancelOrder':
        return ready.length === 0 ? [] : withdrawGroups(desk, batch, ready, '停产');
      default:
        return step satisfies never;
    }
  }

  #closingOffers(): Groups[] {
    const building = this.#of('building')[0];
    if (building === undefined || !this.#user.roles.includes('reviewer')) return [];
    if (isClosed(building.fields)) return [[[reopenChange(this.#desk, building, '漏登')].flatMap((change) => change ?? [])]];
    const residents = this.#of('household').map(({ fields }) => fields);
    const { blocking, leftovers } = standingOf({ lines: this.#of('entitlement'), residents });
    const approved = leftovers.map(({ id: line }) => ({ line, reason: '空关' }));
    return blocking.length > 0 ? [] : [[[closeChange(this.#desk, building, today, approved)]]];
  }
}

const acceptance = (user: User) => ({ on: today, by: { name: user.name, user: user.id }, result: '合格', residentSatisfied: null });

function installation(line: Line, scale: number, n: number) {
  const { removedSizes } = line.fields;
  const sized = Object.entries(removedSizes).map(([measure, mm]) => [measure, mm === null ? null : Math.max(100, mm * scale)]);
  return {
    ...{ installer: '厂', spec: line.fields.confirmation?.spec ?? '', sizes: { ...noSizes, ...Object.fromEntries(sized) } },
    ...{ installedOn: today, photos: [photo(20_000 + 2 * n, 'INSTALL'), photo(20_001 + 2 * n, 'INSTALL')], windowOpens: true },
    ...{ serial: '', residentResult: '', warrantor: '厂', warrantyUntil: '2028-11-23' },
  };
}

export const actors = [people.chen, people.zhang, people.zhao, people.wang];
