import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import pg from 'pg';
import { readSheet } from 'read-excel-file/node';
import type { Receipt } from '#contract/district-api.ts';
import { findConnection, poolConfigOf } from '#server/embedded/connection-file.ts';
import { createSeal } from '../src/renderer/store/seal.ts';
import { openRow, type Row } from '../src/renderer/store/sealed-rows.ts';
import type { DeskWindow } from './desks.ts';
import type { DayResult } from './field-day.ts';
import { findStoreKey, readJournal } from './journal.ts';
import type { Stage } from './stage.ts';

/** One number counted twice, by ways that share no code. */
export interface Check {
  what: string;
  expected: number | string;
  found: number | string;
}

/** What the PostgreSQL of the stage holds, asked in its own words. */
async function askDatabase(stage: Stage) {
  const connection = await findConnection(stage.districtFolder);
  if (connection === undefined) throw new Error('the stage has no database');
  const client = new pg.Client(poolConfigOf(connection));
  await client.connect();
  const number = async (sql: string, values: unknown[] = []) => Number((await client.query(sql, values)).rows[0]?.n ?? 0);
  return { client, number };
}

/** Blobs on disk whose bytes hash to their name. */
async function rehashBlobs(folder: string): Promise<{ good: Set<string>; bytes: number }> {
  const good = new Set<string>();
  let bytes = 0;
  for (const name of await readdir(folder, { recursive: true })) {
    const sha256 = name.slice(-64);
    if (!/^[0-9a-f]{64}$/.test(sha256)) continue;
    const content = await readFile(join(folder, name));
    if (createHash('sha256').update(content).digest('hex') !== sha256) continue;
    good.add(sha256);
    bytes += content.length;
  }
  return { good, bytes };
}

interface Sheet {
  rows: number;
  sum(column: string): number;
}

/** A ledger file as a stranger reads it: the row that starts with its first column, the rows below, the subtotal last. */
async function readLedger(file: { bytes: Buffer } | undefined, firstColumn: string): Promise<Sheet> {
  const table = await readSheet(file?.bytes ?? Buffer.alloc(0));
  const head = table.findIndex((row) => row[0] === firstColumn);
  const titles = (table[head] ?? []).map(String);
  const body = table.slice(head + 1).filter((row) => row[0] !== null && row[0] !== '小计');
  const sum = (column: string) => body.reduce((total, row) => total + Number(row[titles.indexOf(column)] ?? 0), 0);
  return { rows: body.length, sum };
}

/** Everything in one store of a desk's own IndexedDB as it lies there: what is sealed as bytes. */
function readSealed(page: Page, store: string): Promise<Row[]> {
  return page.evaluate(async (name) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('chaihuan');
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => resolve(opening.result);
    });
    try {
      return await new Promise<Row[]>((resolve, reject) => {
        const asking = database.transaction(name).objectStore(name).getAll();
        asking.onerror = () => reject(asking.error);
        asking.onsuccess = () => resolve(asking.result);
      });
    } finally {
      database.close();
    }
  }, store);
}

const keyPaths: Readonly<Record<string, string>> = { rows: 'id', view: 'id', outbox: 'n', drafts: 'key', meta: 'key' };

type Readable = Pick<DeskWindow, 'page' | 'dataFolder'>;

/** One store of a desk, read from its database without Dexie and opened here with the desk's key. */
export async function readStore({ page, dataFolder }: Readable, store: string): Promise<unknown[]> {
  const seal = createSeal(await findStoreKey(dataFolder));
  const rows = await readSealed(page, store);
  return rows.map((row) => openRow(seal, store, row[keyPaths[store] ?? ''] as string | number, row));
}

/** Records a desk shows, by type. */
async function countShown(desk: Readable): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { type, deleted } of (await readStore(desk, 'view')) as { type: string; deleted: boolean }[]) {
    if (!deleted) counts[type] = (counts[type] ?? 0) + 1;
  }
  return counts;
}

interface PhotoRow {
  sha256: string;
  captured: string | null;
  gps: boolean;
  wide: boolean;
}

/** The photos as PostgreSQL has them beside the camera files that went in: untouched bytes, EXIF's own time and place, the right way up. */
async function checkShots(client: pg.Client, shots: DayResult['shots']): Promise<Check[]> {
  const { rows } = await client.query<PhotoRow>(
    `select fields->>'sha256' sha256, fields->>'capturedAt' captured, fields->'gps' <> 'null' gps, (fields->>'width')::int > (fields->>'height')::int wide
     from records where type = 'photo' and fields->>'stage' <> 'SIGN'`,
  );
  const stored = new Map(rows.map((row) => [row.sha256, row]));
  const found = shots.map(({ bytes, shot }) => ({ shot, row: stored.get(createHash('sha256').update(bytes).digest('hex')) }));
  const exifTime = (takenAt: string) => `${takenAt.slice(0, 10).replaceAll(':', '-')}T${takenAt.slice(11)}+08:00`;
  const timed = found.filter(({ row }) => row?.captured != null);
  return [
    { what: '原片哈希 = 送入的文件', expected: shots.length, found: found.filter(({ row }) => row !== undefined).length },
    {
      what: '拍摄时间 = EXIF 时间',
      expected: timed.length,
      found: timed.filter(({ shot, row }) => shot.takenAt !== undefined && row?.captured === exifTime(shot.takenAt)).length,
    },
    { what: 'EXIF 位置', expected: shots.filter(({ shot }) => shot.gps).length, found: rows.filter((row) => row.gps).length },
    { what: '方向已转正', expected: shots.length, found: found.filter(({ row }) => row?.wide).length },
  ];
}

const ledgerQuery = (status: string) =>
  `select coalesce(sum((fields->>'qty')::int), 0) n from records where type = 'entitlement' and ${status}`;

/** Counts everything the day left behind again: PostgreSQL, the blob store, the journal, the workbooks, the second desk. */
export async function auditDay(stage: Stage, day: DayResult): Promise<{ checks: Check[]; receipt: Receipt }> {
  const { client, number } = await askDatabase(stage);
  try {
    const [receipt] = (await readStore(day.desk, 'receipts')) as Receipt[];
    if (receipt === undefined) throw new Error('the desk kept no receipt');
    const { dev } = receipt;
    const count = (type: string) => number('select count(*) n from records where type = $1 and not deleted', [type]);
    const { length: journal } = await readJournal(day.desk.dataFolder);
    const blobs = await rehashBlobs(join(stage.districtFolder, 'blobs'));
    const ledger = (name: string) => day.ledgers.find((file) => file.name.startsWith(name));
    const structures = await readLedger(ledger('违建摸排台账'), '序号');
    const operations = await readLedger(ledger('拆违行动台账'), '行动编号');
    const owed = await readLedger(ledger('拆一还一台账'), '编号');
    const photos = await number("select count(distinct fields->>'sha256') n from records where type = 'photo'");
    const photoBytes = await number(
      "select coalesce(sum(b), 0) n from (select distinct fields->>'sha256', (fields->>'bytes')::bigint b from records where type = 'photo') p",
    );
    const removed = await number(
      "select coalesce(sum((fields->>'qty')::int), 0) n from records where type = 'removal' and fields->>'targetType' = 'fixture'",
    );
    const accepted = await number(ledgerQuery("fields->>'status' = 'accepted'"));
    const outstanding = await number(ledgerQuery("fields->>'status' not in ('accepted', 'waived')"));
    const second = await countShown(day.second);
    const own = (outcome: string) => number('select count(*) n from mutations where dev = $1 and outcome = $2', [dev, outcome]);

    const checks: Check[] = [
      {
        what: '花名册住户：屏上所说 = PostgreSQL',
        expected: Number(/新增住户 (\d+) 户/.exec(day.imported)?.[1]),
        found: await number("select count(*) n from records where type = 'household' and fields->'source' <> 'null'"),
      },
      {
        what: '日志行数 = PostgreSQL 收到的条数',
        expected: journal,
        found: await number('select count(*) n from mutations where dev = $1', [dev]),
      },
      { what: '回执送达条数 = 日志行数', expected: journal, found: receipt.counts.received },
      { what: '回执入账 = PostgreSQL 入账', expected: await own('applied'), found: receipt.counts.applied },
      {
        what: '回执待核对 = PostgreSQL 待核对',
        expected: (await own('conflict')) + (await own('quarantined')),
        found: receipt.counts.conflict + receipt.counts.quarantined,
      },
      { what: '待核对应为零', expected: 0, found: receipt.counts.conflict + receipt.counts.quarantined },
      { what: '回执照片 = 照片记录', expected: photos, found: receipt.photos.total },
      { what: '回执校验一致 = 库中字节重算一致', expected: blobs.good.size, found: receipt.photos.verified },
      { what: '照片字节数', expected: photoBytes, found: blobs.bytes },
      { what: '违建台账行数', expected: await count('structure'), found: structures.rows },
      {
        what: '违建台账面积',
        expected: await number("select sum((fields->>'areaM2')::numeric) n from records where type = 'structure'"),
        found: structures.sum('面积(㎡)'),
      },
      {
        what: '行动台账行数 = 点位数',
        expected: await number("select sum(json_array_length((fields->'targets')::json)) n from records where type = 'operation'"),
        found: operations.rows,
      },
      { what: '拆一还一台账 拆除数量', expected: removed, found: owed.sum('拆除数量') },
      { what: '拆一还一台账 已还', expected: accepted, found: owed.sum('已还') },
      { what: '拆一还一台账 待还', expected: outstanding, found: owed.sum('待还') },
      { what: '拆除 = 已还 + 待还', expected: removed, found: owed.sum('已还') + owed.sum('放弃') + owed.sum('待还') },
      { what: '打印确认单是 PDF', expected: '%PDF', found: day.form.subarray(0, 4).toString('latin1') },
    ];
    if (day.drawn) checks.push(...(await checkShots(client, day.shots)));
    for (const type of [
      'estate',
      'building',
      'household',
      'structure',
      'fixture',
      'operation',
      'removal',
      'entitlement',
      'replacement',
      'photo',
    ]) {
      checks.push({ what: `第二台设备 ${type}`, expected: await count(type), found: second[type] ?? 0 });
    }
    return { checks, receipt };
  } finally {
    await client.end();
  }
}
