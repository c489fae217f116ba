/**
 * The closed list of rules that can refuse a change, on the device and on the server. Ids are the plan's where it has one.
 * `forbidden` breaks whatever else is recorded: the server quarantines it. `together` is right alone and wrong with what
 * others recorded: the server keeps both facts and opens a conflict.
 */
export const rules = {
  SCHEMA: 'forbidden',
  NO_GRANT: 'forbidden',
  ROLE: 'forbidden',
  IMMUTABLE: 'forbidden',
  UID_CLASH: 'forbidden',
  STATE: 'together',
  LATE: 'together',
  NO_RECORD: 'together',
  ID_TAKEN: 'together',
  EDIT_ON_DELETED: 'together',
  DELETE_VS_EDIT: 'together',
  FIELD: 'together',
  NO_CONFLICT: 'forbidden',
  RESOLVE_ALONE: 'forbidden',
  RESOLVE_STALE: 'together',
  GROUP_PARKED: 'together',
  C1: 'together',
  C2: 'together',
  C3: 'together',
  COUNT: 'together',
  C4: 'forbidden',
  C5: 'together',
  C7: 'together',
  BUILDING_CLOSED: 'together',
  ADDRESS_BAD: 'forbidden',
  ADDRESS_TAKEN: 'together',
  ROOM_LOST: 'forbidden',
  DATES: 'forbidden',
  AUTHORITY: 'together',
  D1: 'forbidden',
  D2: 'forbidden',
  O1: 'together',
  O2: 'together',
  O3: 'together',
  O4: 'forbidden',
  SURVEYORS_TWO: 'forbidden',
  SURVEY_PHOTOS: 'together',
  SIZES_MISSING: 'together',
  AREA_MISMATCH: 'forbidden',
  EVIDENCE_MISSING: 'forbidden',
  WITNESS_MISSING: 'forbidden',
  PHOTOS_BEFORE_AFTER: 'together',
  PHOTOS_DURING: 'together',
  PHOTO_INSTALL: 'together',
  BRIEFING_MISSING: 'forbidden',
  OUTCOME_REASON: 'together',
  SIGNATURE_MISSING: 'forbidden',
  SHORTFALL_UNSIGNED: 'together',
  COMPENSATION_OFF: 'together',
  UPGRADE_UNLISTED: 'together',
  WARRANTY_RUNNING: 'together',
  ISOLATION_OPEN: 'together',
  POSTING_MISSING: 'together',
  POLICY_BAD: 'forbidden',
} as const satisfies Record<string, 'forbidden' | 'together'>;

export type RuleId = keyof typeof rules;

export function isRule(rule: string | undefined): rule is RuleId {
  return rule !== undefined && Object.hasOwn(rules, rule);
}
