import type { Json } from '#domain/mutation.ts';
import type { Desk } from './desk.ts';

/** The highest counter among this device's own codes: what a wiped profile starts from again. */
async function lastUsed(desk: Desk, prefix: string): Promise<number> {
  const views = await desk.db.view.where('keys').anyOf('structure', 'fixture').toArray();
  const counters = views.map((view): Json => view.fields.code ?? '').filter((code) => typeof code === 'string' && code.startsWith(prefix));
  return counters.reduce<number>((most, code) => Math.max(most, Number(String(code).slice(prefix.length)) || 0), 0);
}

/**
 * The next code people read: estate, device serial, counter (`CG-A1-0007`). Made offline, unique because the serial is, never renumbered;
 * a code taken and not used leaves a gap.
 */
export async function nextCode(desk: Desk, estateCode: string): Promise<string> {
  const { db, enrollment } = desk;
  const prefix = `${estateCode}-${enrollment.serial}-`;
  const next = await db.transaction('rw', [db.meta, db.view], async () => {
    const row = await db.meta.get('codes');
    const last = row?.key === 'codes' ? row.last : await lastUsed(desk, prefix);
    await db.meta.put({ key: 'codes', last: last + 1 });
    return last + 1;
  });
  return `${prefix}${String(next).padStart(4, '0')}`;
}
