import type { RecordType } from './identity.ts';

/**
 * The fields of each record that speak of people: names and how to reach them, what they signed, said, were given or were refused, and
 * free text that may do so. A device seals them wherever it keeps records, and finds them by hashed tokens alone. What a thing is, where
 * it stands, its state, its measures and the note of a thing stay readable: lists and filters are made of them.
 *
 * A type that has none is never sealed: giving it its first one takes a new version of the device's database, whose upgrade writes its
 * records again. A further field of a type that has some is sealed as its records are written next.
 */
export const personalFields: Readonly<Record<RecordType, readonly string[]>> = {
  policy: [],
  estate: [],
  building: ['roomChanges', 'readdresses', 'closing'],
  project: ['supervisor', 'agent', 'note'],
  household: ['contactName', 'phone', 'ownerReachable', 'accommodation', 'note', 'source', 'ending'],
  team: ['leader', 'members'],
  assignment: ['responsible'],
  sweep: ['by', 'note'],
  structure: [
    'parties',
    'surveyors',
    'determination',
    'notice',
    'agreement',
    'refusal',
    'refusalRecord',
    'haulage',
    'restoration',
    'acceptance',
    'order',
    'announcement',
    'urging',
    'enforcement',
    'found',
    'aside',
    'upheld',
    'voiding',
    'reopenings',
    'rechecks',
    'supplements',
    'apart',
    'isolation',
    'origin',
  ],
  fixture: [
    'parties',
    'surveyors',
    'notice',
    'agreement',
    'refusal',
    'refusalRecord',
    'found',
    'voiding',
    'interim',
    'supplements',
    'apart',
    'origin',
  ],
  posting: ['text', 'comments'],
  debris: ['keepList', 'surveyors', 'note', 'notice', 'clearance', 'acceptance'],
  visit: ['by', 'note'],
  consultation: ['by', 'opinion', 'reply'],
  objection: ['by', 'text', 'reply'],
  statement: ['by', 'text', 'decision'],
  finding: ['text', 'by', 'order', 'rectification', 'recheck'],
  operation: [
    'leader',
    'projectManager',
    'safetyOfficer',
    'members',
    'groups',
    'briefing',
    'results',
    'isolations',
    'present',
    'absentDevices',
  ],
  removal: ['contractor', 'origin'],
  salvage: ['by', 'where', 'note'],
  entitlement: [
    'confirmation',
    'waiver',
    'shortfall',
    'acceptance',
    'compensation',
    'relocation',
    'cancellation',
    'dispute',
    'closure',
    'rework',
  ],
  returnBatch: ['contractor', 'deliveries', 'withdrawals', 'note'],
  replacement: ['installer', 'residentResult', 'warrantor'],
  photo: ['deviceName', 'relinks', 'shares'],
};

/** Whether this field of a record speaks of people. */
export function isPersonal(type: RecordType, field: string): boolean {
  return personalFields[type].includes(field);
}
