/** One exact snippet of the shipped source, and what a careless change would make of it. */
export interface Edit {
  file: string;
  find: string;
  put: string;
}

/** A planted bug. Without `script`, schedules must find it; with one, the named test beside the code must. */
export interface Mutant {
  name: string;
  edits: readonly Edit[];
  script?: { file: string; title: string };
}

const one = (name: string, file: string, find: string, put: string): Mutant => ({ name, edits: [{ file, find, put }] });
const scripted = (script: { file: string; title: string }, mutant: Mutant): Mutant => ({ ...mutant, script });

const ingest = 'src/server/ingest/ingest.ts';
const judge = 'src/server/ingest/judge.ts';
const merge = 'src/domain/merge.ts';
const mergeFields = 'src/domain/merge-fields.ts';
const resolve = 'src/domain/resolve.ts';
const session = 'src/sync/session.ts';
const push = 'src/sync/push.ts';
const overlay = 'src/sync/overlay.ts';
const photos = 'src/sync/photos.ts';
const courier = 'src/sync/courier.ts';
const holds = 'src/sync/holds.ts';
const hold = 'src/domain/hold.ts';
const settle = 'src/server/ingest/settle.ts';
const store = 'src/renderer/store/dexie-sync-store.ts';
const settling = 'src/renderer/store/settling.ts';
const told = 'src/renderer/store/told.ts';
const views = 'src/renderer/store/views.ts';
const save = 'src/renderer/store/save.ts';
const handover = 'src/sync/handover.ts';

const readTold = 'const told = await feed.readTold(push.from, Math.min(push.to, device.next - 1));';
const chained = "  if (fresh[0] !== undefined && fresh[0].prev !== device.lastHash) throw new Failure('FORK', { n: fresh[0].n });\n";
const sameHash =
  "  for (const known of told) if (push.muts[known.n - push.from]?.h !== known.h) throw new Failure('FORK', { n: known.n });\n";
const gap = "  if (push.from > device.next) throw new Failure('GAP', { next: device.next });\n";

/** Bugs that somebody could write, each in the shipped code, one at a time. */
export const mutants: readonly Mutant[] = [
  one('no-receipts', ingest, readTold, 'const told: Told[] = [];'),
  { name: 'no-fork-check', edits: [sameHash, chained].map((find) => ({ file: ingest, find, put: '' })) },
  { name: 'gap-accept', edits: [gap, chained].map((find) => ({ file: ingest, find, put: '' })) },
  one('no-uid', judge, 'const holder = court.uids.get(mutation.uid);', 'const holder = undefined as UidHolder | undefined;'),
  one('alias-told-nothing', ingest, 'told: { ...(first ?? own), n: mutation.n, h: mutation.h }', 'told: own'),
  one('seq-twice', ingest, 'seq: head + 1 + index,', 'seq: head + 1,'),
  one('parked-not-kept', ingest, '    mutations,\n', "    mutations: mutations.filter(({ told }) => told.outcome !== 'quarantined'),\n"),
  one('parked-applies', judge, '    undo();\n', ''),
  one(
    'conflict-not-opened',
    ingest,
    'conflict === undefined || conflictId === undefined ? []',
    'conflict === undefined || mutation.g === null ? []',
  ),
  one('lww', mergeFields, "return sameJson(current, change.old) ? { value: change.new } : 'conflict';", 'return { value: change.new };'),
  one(
    'conflict-drops-value',
    mergeFields,
    "if (result !== 'noop') conflicts[field] = { base: change.old, server: current[field] ?? null, device: change.new };",
    "if (result !== 'noop') conflicts[field] = { base: change.old, server: current[field] ?? null, device: change.old };",
  ),
  one('set-forgets-others', mergeFields, 'const kept = list(current).filter(', 'const kept = list(change.old).filter('),
  one(
    'no-tombstone',
    merge,
    "return current.deleted ? refuse('EDIT_ON_DELETED', mutation, current) : patch(mutation, current, kind, known);",
    'return patch(mutation, { ...current, deleted: false }, kind, known);',
  ),
  one('delete-unseen', merge, 'return isStale(mutation, current)\n', 'return isStale(mutation, { ...current, fields: mutation.seen })\n'),
  one('resolve-unseen', resolve, "  if (moved) return keepOpen('RESOLVE_STALE', conflict, current);\n", ''),
  one(
    'drop-on-send',
    push,
    '  const reply = await wire.pushLines(batch, epoch, part).catch(',
    "  const lost = await store.unsent(1);\n  await store.noteResults(lost.map(({ n, h }) => ({ n, h, outcome: 'applied', rowSeq: 0 })), batch);\n  const reply = await wire.pushLines(batch, epoch, part).catch(",
  ),
  one('group-split', 'src/contract/batches.ts', 'const after = groupEnd(mutations, end);', 'const after = end + 1;'),
  one('no-renewal', session, "      if (code === 'FORK') await parts.journal.renew();\n", ''),
  one('no-epoch', session, '  if (reply.epoch > epoch) await store.beginEpoch(reply.epoch);\n', ''),
  one('overlay-drop', overlay, '(entry.rowSeq !== 0 && entry.rowSeq > rowSeq)', 'false'),
  one(
    'overlay-disorder',
    overlay,
    'return open === -1 ? entries.length : open;',
    'return entries.filter((entry) => entry.rowSeq !== undefined).length;',
  ),
  one(
    'photo-verified-anyway',
    photos,
    'failures.push({ sha256, code: codeOfOne(error) });',
    'failures.push({ sha256, code: codeOfOne(error) });\n        await done([sha256], 0);',
  ),
  one(
    'cursor-early',
    store,
    "await db.meta.put({ key: 'position', epoch: from.epoch, cursor });",
    "await db.meta.put({ key: 'position', epoch: from.epoch, cursor: cursor + 1 });",
  ),
  one('epoch-no-resend', settling, '    change.value = unsentEntry(entry);\n', ''),
  one('epoch-keeps-photos', settling, "  await db.blobs.where('[own+verified]').equals([1, 1]).modify({ verified: 0 });\n", ''),
  one('stale-kept', settling, 'await settleAndRefresh(db, gone, new Map());', 'await settleAndRefresh(db, gone);'),
  one('prune-on-ack', settling, 'const below = Math.min(backed, newest - kept + 1);', 'const below = newest - kept + 1;'),
  one('held-pruned', settling, 'state === 2 && held === undefined', 'state === 2'),
  one(
    'held-forgotten',
    told,
    '...(isHeld(entry.mutation, { outcome, conflictId }) && entry.decided === undefined ? { held: 1 as const } : {}),',
    '',
  ),
  one('rewind-forgets', settling, 'mutation, state: 0, ...heldAs', 'mutation, state: 2, ...heldAs'),
  one('renumber-as-sent', 'src/renderer/store/host-journal.ts', 'const state = isSettled(known, n) ? 3 : 0;', 'const state = 2;'),
  one(
    'start-skips-journal',
    'src/renderer/store/reconcile.ts',
    'const added = await keepJournaled({ db }, muts);',
    'const added = muts.slice(0, 0);',
  ),
  one('mixture-unseen', save, 'new Set(touched.flatMap((field) => kind.groups[groupOf(kind, field)] ?? [field]))', 'new Set(touched)'),
  one('release-by-halves', settle, '  undo();\n  court.closed = closed;\n', '  court.closed = closed;\n'),
  one('decided-again', settle, '  if (!hold.open) return decidedAlready(verdict, hold);\n', ''),
  one('holds-of-another-scope', holds, 'known.scope === scope && ', ''),
  one('holds-of-another-epoch', holds, 'known.epoch === epoch && ', ''),
  one('stick-over-holes', courier, '    if (at > position.cursor || page.epoch !== position.epoch) return pulled;\n', ''),
  one('handed-stays', views, '    handed.length > 0 && db.handed.bulkDelete(handed.map(({ uid }) => uid)),\n', ''),
  one('handed-unheard', handover, 'await store.noteArrived(await line.arrived(uids));', 'await line.arrived(uids);'),
  one('handed-twice', 'src/renderer/store/handed.ts', 'muts.filter((_, index) => known[index] === undefined)', 'muts.filter(() => true)'),
  scripted(
    { file: 'src/renderer/store/holds.test.ts', title: '[H3] where what it may see changed between' },
    one('holds-of-a-changed-scope', holds, '    if (follows && scope !== known.scope) continue;\n', ''),
  ),
  scripted(
    { file: 'src/sync/handover.test.ts', title: '[HO3] hides nothing newer' },
    one('handed-on-top', overlay, 'isNew || stands ? onto(view, mutation) : view;', 'onto(view, mutation);'),
  ),
  scripted(
    { file: 'src/sync/handover.test.ts', title: '[HO3][HO4] builds on it' },
    one('own-before-handed', session, 'handovers === undefined ? [] : await relayHandovers(handovers);', '[] as never[];'),
  ),
  scripted(
    { file: 'src/renderer/store/settling.test.ts', title: '[H2] what was decided counts as held again' },
    one(
      'undecided-unasked',
      settling,
      'const heldAs = held === undefined && decided === undefined ?',
      'const heldAs = held === undefined ?',
    ),
  ),
  scripted(
    { file: 'src/renderer/store/settling.test.ts', title: '[E2] a row of an older epoch lets go of no change' },
    one('stale-settles', views, '(stale[index] === undefined ? rows.get(id)?.seq : undefined)', 'rows.get(id)?.seq'),
  ),
  scripted(
    { file: 'src/renderer/store/settling.test.ts', title: '[A1] a result with the same number' },
    one('ack-by-n', store, 'entry.h !== result.h ||', ''),
  ),
  scripted(
    { file: 'src/server/ingest/ingest.test.ts', title: 'P8 a parked group is released whole' },
    one('release-drops-amends', hold, '{ ...mutation, set: { ...mutation.set, ...amend } }, author: third', 'mutation, author: third'),
  ),
  scripted(
    { file: 'src/server/ingest/ingest.test.ts', title: 'P11 a removal that opens no line is a conflict' },
    one(
      'c1-unchecked',
      judge,
      'const lacking = refused.length === 0 ? judged.filter((judgement) => judgeWithin(judgement, court)) : [];',
      'const lacking: Judgement[] = [];',
    ),
  ),
  scripted(
    { file: 'src/server/ingest/ingest.test.ts', title: 'work of a revoked device' },
    one('revoked-writes', judge, "  if (revoked) return { outcome: 'quarantined', rule: 'NO_GRANT' satisfies RuleId };\n", ''),
  ),
  scripted(
    { file: 'src/server/blobs/folder-blob-store.test.ts', title: 'P6 wrong bytes' },
    one(
      'verified-before-rehash',
      'src/server/blobs/durable-file.ts',
      "    if (hash.digest('hex') !== sha256) throw new Failure('BLOB_HASH');\n",
      '',
    ),
  ),
  scripted(
    { file: 'src/server/listen.test.ts', title: 'misses no row of two writers' },
    one('seq-race', 'src/server/repositories/postgres-ingest-store.ts', ".select('seq').forUpdate()", ".select('seq')"),
  ),
  scripted(
    { file: 'src/sync/epoch.test.ts', title: '[E3] a server of a lower epoch' },
    {
      name: 'stale-epoch',
      edits: [
        {
          file: 'src/host/remote/remote.ts',
          find: "    if (epoch < enrollment.epoch) throw new Failure('EPOCH', { epoch, known: enrollment.epoch });\n",
          put: '',
        },
        {
          file: 'src/host/remote/remote.ts',
          find: "    if (epoch !== enrollment.epoch) throw new Failure('EPOCH', { epoch: enrollment.epoch });\n",
          put: '',
        },
        { file: session, find: "  if (reply.epoch < epoch) throw new Failure('EPOCH', { epoch: reply.epoch });\n", put: '' },
      ],
    },
  ),
];
