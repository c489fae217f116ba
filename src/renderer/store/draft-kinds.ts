/** The forms that keep what was typed. The first three are version 1's. */
export const draftKinds = [
  'structure',
  'fixture',
  'completion',
  'sweep',
  'determine',
  'notify',
  'agree',
  'refuse',
  'selfRemoval',
  'haulage',
  'restoration',
  'acceptance',
  'operation',
  'team',
  'briefing',
  'cutShort',
  'outcome',
  'confirm',
  'install',
  'accept',
  'waive',
  'estate',
  'rework',
  'debris',
  'posting',
  'document',
  'foundRemoved',
  'aside',
  'reopen',
  'voiding',
  'presence',
  'isolation',
  'interim',
  'salvage',
  'assignment',
  'visit',
  'occupant',
  'consultation',
  'consultationReply',
  'objection',
  'objectionReply',
  'accommodation',
  'statement',
  'statementDecision',
  'comment',
  'parties',
  'fixtureRemoval',
  'claim',
  'holdChoose',
  'holdReject',
  'holdReturn',
  'holdAnswer',
  'batch',
  'batchConfirm',
  'batchOrder',
  'batchInstall',
  'batchAccept',
  'batchWithdraw',
  'delivery',
  'uniform',
  'closing',
  'reopenBuilding',
  'cancelOrder',
  'compensate',
  'relocate',
  'split',
  'dispute',
  'settle',
  'warrantyOver',
  'merge',
  'relink',
  'readdress',
  'rooms',
  'occupancy',
  'legacy',
  'recheck',
  'groups',
  'plan',
] as const;
export type DraftKind = (typeof draftKinds)[number];

/** Which draft a form keeps: `of` are the keys of what it is about (a record's id, a place), `about` is what people call that. */
export interface DraftOf {
  kind: DraftKind;
  of: readonly string[];
  about: string;
}

/** A draft belongs to a form, a person and what the form is about. */
export function draftKey({ kind, of }: Pick<DraftOf, 'kind' | 'of'>, user: string): string {
  return [kind, user, ...of].join('|');
}

/** What a key says; undefined for one that no form of today would open. */
export function readDraftKey(key: string): { kind: DraftKind; user: string; of: string[] } | undefined {
  const [name, user = '', ...of] = key.split('|');
  const kind = draftKinds.find((known) => known === name);
  return kind === undefined || user === '' || of.length === 0 ? undefined : { kind, user, of };
}

/** What a thing at a place is called in a list of drafts: `CG-A1-0007 城港新村 12幢101室`. */
export function aboutOf({ code, place }: { code: string; place: string }): string {
  return `${code} ${place}`.trim();
}
