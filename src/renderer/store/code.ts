import type { Desk } from './desk.ts';

/**
 * The highest counter among this device's own codes, in whatever estate: what a wiped profile starts from again. Its outbox knows also
 * those of records that were refused or are gone.
 */
async function lastUsed({ db, enrollment }: Desk): Promise<number> {
  const own = new RegExp(`^[A-Z]+-${enrollment.serial}-(\\d+)$`);
  let last = 0;
  await db.outbox.each(({ mutation }) => {
    const code = mutation.set.code?.new;
    if (typeof code === 'string') last = Math.max(last, Number(own.exec(code)?.[1] ?? 0));
  });
  return last;
}

/**
 * The next code people read: estate, device serial, counter (`CG-A1-0007`). Made offline, unique because the serial is, never renumbered;
 * a code taken and not used leaves a gap.
 */
export async function nextCode(desk: Desk, estateCode: string): Promise<string> {
  const { db, enrollment } = desk;
  const prefix = `${estateCode}-${enrollment.serial}-`;
  const next = await db.transaction('rw', [db.meta, db.outbox], async () => {
    const row = await db.meta.get('codes');
    const last = row?.key === 'codes' ? row.last : await lastUsed(desk);
    await db.meta.put({ key: 'codes', last: last + 1 });
    return last + 1;
  });
  return `${prefix}${String(next).padStart(4, '0')}`;
}
