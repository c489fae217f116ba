import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HeldReply, PullReply, PushReply } from '#contract/district-api.ts';
import { DevicesReply, HoldsReply } from '#contract/hold.ts';
import { HistoryReply } from '#contract/record-history.ts';
import type { Role } from '#domain/identity.ts';
import type { Mutation } from '#domain/mutation.ts';
import type { Verdict } from '#domain/verdict.ts';
import { openAppBench } from '../testing/app-bench.ts';
import { enrollRequest, issueTestCode, openTestSession } from '../testing/enrolled-device.ts';
import { buildingFields, newRecordId, TestDevice } from '../testing/test-device.ts';

let server: Awaited<ReturnType<typeof openAppBench>>;
beforeAll(async () => {
  server = await openAppBench();
}, 60_000);
afterAll(() => server.close());

interface Desk {
  device: TestDevice;
  token: string;
}

async function desk(roles: Role[], subdistrict = '320613001'): Promise<Desk> {
  const { user, code } = await issueTestCode(server.db, roles, new Date(), subdistrict);
  const device = new TestDevice(user);
  device.dev = (
    (await server.call('POST', '/sync/v1/enroll', { json: enrollRequest(device, code) })).body as { dev: TestDevice['dev'] }
  ).dev;
  return { device, token: await openTestSession(server, device) };
}

async function push({ device, token }: Desk, ...lines: Mutation[]) {
  return PushReply.parse((await server.call('POST', '/sync/v1/push', { token, json: device.push(lines) })).body).results;
}

async function holds({ token }: Desk, cursor = 0) {
  return HoldsReply.parse((await server.call('GET', `/sync/v1/holds?epoch=1&cursor=${cursor}`, { token })).body);
}

/** A building that two desks called differently; the second is a conflict, and its id and hold's are one. */
async function twoNames(one: Desk, two: Desk) {
  const id = newRecordId();
  await push(one, ...one.device.write(one.device.create('building', id, buildingFields('1'))));
  await push(one, ...one.device.write(one.device.patch('building', id, { label: ['1幢', '甲幢'] })));
  const [line] = two.device.write(two.device.patch('building', id, { label: ['1幢', '乙幢'] }));
  if (line === undefined) throw new Error('one line');
  const [result] = await push(two, line);
  return { id, uid: line.uid, conflict: result?.conflictId ?? '' };
}

const decide = ({ device }: Desk, id: Parameters<TestDevice['patch']>[1], conflict: string, verdict: Verdict) =>
  device.write(device.patch('building', id, {}, { op: 'resolve', conflict, verdict }));

describe('what waits reaches those who decide', () => {
  test('a conflict names base, server and device values, who wrote each, on which device and when', async () => {
    const [one, two] = [await desk(['clerk']), await desk(['clerk'])];
    const { id, conflict } = await twoNames(one, two);
    const hold = (await holds(one)).rows.find((row) => row.id === conflict);
    expect(hold).toMatchObject({
      state: 'held',
      device: { dev: two.device.dev, name: '平板一' },
      lines: [
        {
          outcome: 'conflict',
          rule: 'FIELD',
          conflict,
          author: { id: two.device.user.id, name: two.device.user.name },
          mutation: { id, user: two.device.user.id, set: { label: { old: '1幢', new: '乙幢' } } },
          fields: {
            label: {
              ...{ base: '1幢', server: '甲幢', device: '乙幢' },
              by: { user: one.device.user.name, device: '平板一', at: '2026-03-02T00:15:00.000Z' },
            },
          },
        },
      ],
      notes: [],
      decided: null,
    });
  });

  test('a clerk’s desk sees the subdistrict’s, a team’s its own and what was given back to its people, another subdistrict nothing', async () => {
    const [clerk, other, team] = [await desk(['clerk']), await desk(['clerk']), await desk(['team'])];
    const foreign = await desk(['clerk'], '320613002');
    const { id, conflict } = await twoNames(clerk, other);
    const mine = await push(team, ...team.device.write(team.device.create('building', newRecordId(), buildingFields('9'))));
    expect(mine[0]).toMatchObject({ outcome: 'quarantined', rule: 'ROLE' });
    expect((await holds(clerk)).rows.length).toBeGreaterThan(1);
    const own = await holds(team);
    expect(own.rows.map(({ lines }) => lines[0]?.rule)).toEqual(['ROLE']);
    expect(own.scope).toBe(`own:${team.device.user.id}`);
    expect((await holds(foreign)).rows).toEqual([]);
    const given: Verdict = { kind: 'return', to: team.device.user.id, due: '2026-03-09', reason: '请再看' };
    await push(clerk, ...decide(clerk, id, conflict, given));
    expect((await holds(team, own.cursor)).rows).toMatchObject([
      {
        id: conflict,
        notes: [{ kind: 'return', by: clerk.device.user.name, toName: team.device.user.name, due: '2026-03-09', text: '请再看' }],
      },
    ]);
  });

  test('pages follow one another; the pull says where they stand, and what was decided comes only behind a cursor', async () => {
    const [one, two] = [await desk(['clerk']), await desk(['clerk'])];
    const { id, uid, conflict } = await twoNames(one, two);
    const before = await holds(two);
    const mark = async () => PullReply.parse((await server.call('GET', '/sync/v1/pull?epoch=1&cursor=0', { token: two.token })).body).holds;
    expect(await mark()).toEqual({ head: before.head, scope: 'all' });
    await push(one, ...decide(one, id, conflict, { kind: 'reject', reason: '以先到的为准' }));
    const after = await holds(two, before.cursor);
    const decided = { by: one.device.user.name, reason: '以先到的为准' };
    expect(after.rows).toMatchObject([{ id: conflict, state: 'rejected', lines: [], decided }]);
    expect(await mark()).toEqual({ head: after.head, scope: 'all' });
    expect((await holds(two)).rows.some((row) => row.id === conflict)).toBe(false);
    const told = await server.call('POST', '/sync/v1/held', { token: two.token, json: { uids: [uid] } });
    expect(HeldReply.parse(told.body).held).toMatchObject([{ uid, state: 'rejected', ...decided }]);
    const pages: string[] = [];
    for (let cursor = 0, head = 1; cursor < head; ) {
      const page = HoldsReply.parse(
        (await server.call('GET', `/sync/v1/holds?epoch=1&cursor=${cursor}&limit=1`, { token: two.token })).body,
      );
      pages.push(...page.rows.map((row) => row.id));
      [cursor, head] = [page.cursor, page.head];
    }
    expect(new Set(pages).size).toBe(pages.length);
    expect((await holds(two)).rows.every((row) => pages.includes(row.id))).toBe(true);
    expect(await server.call('GET', '/sync/v1/holds?epoch=2&cursor=0', { token: two.token })).toMatchObject({ status: 409 });
  });

  test('text that the database cannot read is handed on as it came', async () => {
    const clerk = await desk(['clerk'], '320613004');
    const bad = { ...buildingFields('1'), label: 'a\u0000b' };
    await push(clerk, ...clerk.device.write(clerk.device.create('building', newRecordId(), bad)));
    expect((await holds(clerk)).rows).toMatchObject([{ lines: [{ rule: 'SCHEMA', mutation: { set: { label: { new: 'a\u0000b' } } } }] }]);
  });
});

test('a clerk hears of every device of the subdistrict what the server knows; a team’s desk of itself', async () => {
  const [clerk, team] = [await desk(['clerk'], '320613005'), await desk(['team'], '320613005')];
  await push(team, ...team.device.write(team.device.create('building', newRecordId(), buildingFields('9'))));
  const known = async ({ token }: Desk) => DevicesReply.parse((await server.call('GET', '/sync/v1/devices', { token })).body).devices;
  expect(await known(clerk)).toMatchObject([
    { dev: clerk.device.dev, people: [clerk.device.user.name], received: 0, held: 0, photosMissing: 0, revoked: false },
    { dev: team.device.dev, people: [team.device.user.name], received: 1, held: 1, heardAt: expect.any(String) },
  ]);
  expect(await known(team)).toMatchObject([{ dev: team.device.dev }]);
  await sql`UPDATE devices SET heard_at = NULL WHERE dev = ${team.device.dev}::uuid`.execute(server.db);
  expect((await known(clerk))[1]?.heardAt).toBeNull();
  expect((await known(clerk))[1]).toMatchObject({ unsent: null, clockMs: null });
  const ahead = new Date(Date.now() + 7 * 60_000).toISOString();
  await server.call('GET', `/sync/v1/hello?last=5&at=${ahead}`, { token: team.token });
  const said = (await known(clerk))[1];
  expect(said).toMatchObject({ unsent: 4 });
  expect(Math.abs((said?.clockMs ?? 0) - 7 * 60_000)).toBeLessThan(30_000);
});

test('a record’s history tells who changed what on which device, newest first, with the reason of a release; of another subdistrict’s it tells nothing', async () => {
  const [one, two] = [await desk(['clerk'], '320613006'), await desk(['clerk'], '320613006')];
  const { id, conflict } = await twoNames(one, two);
  const path = `/sync/v1/records/building/${id}/history`;
  const history = async () => HistoryReply.parse((await server.call('GET', path, { token: two.token })).body);
  expect(await history()).toMatchObject({
    more: false,
    changes: [
      {
        op: 'patch',
        user: one.device.user.name,
        device: { dev: one.device.dev, name: '平板一' },
        set: { label: { old: '1幢', new: '甲幢' } },
      },
      { op: 'create', user: one.device.user.name, at: '2026-03-02T00:15:00.000Z', reason: '' },
    ],
  });
  await push(one, ...decide(one, id, conflict, { kind: 'reject', reason: '以测绘图为准' }));
  expect((await history()).changes[0]).toMatchObject({ op: 'resolve', user: one.device.user.name, reason: '以测绘图为准' });
  const elsewhere = await desk(['clerk'], '320613007');
  expect((await server.call('GET', path, { token: elsewhere.token })).status).toBe(404);
});
