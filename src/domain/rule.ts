/**
 * The closed list of rules that can refuse a change, on the device and on the server. Ids are the plan's where it has one.
 * `forbidden` breaks whatever else is recorded: the server quarantines it. `together` is right alone and wrong with what
 * others recorded: the server keeps both facts and opens a conflict.
 */
export const rules = {
  SCHEMA: 'forbidden',
  NO_GRANT: 'forbidden',
  ROLE: 'forbidden',
  OP_UNSUPPORTED: 'forbidden',
  IMMUTABLE: 'forbidden',
  UID_CLASH: 'forbidden',
  STATE: 'together',
  NO_RECORD: 'together',
  ID_TAKEN: 'together',
  EDIT_ON_DELETED: 'together',
  DELETE_VS_EDIT: 'together',
  FIELD: 'together',
  GROUP_PARKED: 'together',
  C2: 'together',
  C3: 'together',
  C5: 'together',
  D1: 'forbidden',
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
} as const satisfies Record<string, 'forbidden' | 'together'>;

export type RuleId = keyof typeof rules;
