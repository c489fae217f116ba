import { expect, test } from 'vitest';
import { z } from 'zod';
import { recordTypes } from './identity.ts';
import { kinds } from './kinds.ts';
import { personalFields } from './personal.ts';

/** Text that is of the thing, the place, the trade or an office, and of nobody: reviewed one by one. */
const impersonal: Record<string, readonly string[]> = {
  policy: ['version', 'name', 'types', 'complaintPhone', 'upgrades', 'quietHours', 'authorities'],
  estate: ['name', 'code', 'neighborhood', 'subdistrict'],
  building: ['key', 'label', 'aliases', 'rooms'],
  project: ['name', 'contractor', 'policy'],
  household: ['unit', 'room'],
  team: ['name'],
  sweep: ['unit'],
  structure: ['code', 'place', 'areaReason', 'use', 'note'],
  fixture: ['code', 'place', 'positionLabel', 'condition', 'note'],
  posting: ['place'],
  debris: ['code', 'place'],
  visit: ['place'],
  finding: ['place'],
  operation: ['no', 'window', 'weather', 'note', 'contacts'],
  removal: ['policy'],
  entitlement: ['place', 'policy'],
  returnBatch: ['contractNo'],
  replacement: ['place', 'spec', 'serial'],
  photo: ['mime', 'watermark'],
};

const hash = /^\^\[0-9a-f\]\{64\}\$$/;

/** Whether a person could type a name into it: a text without a format, or with a pattern of its own that is not a hash. */
function holdsText(schema: z.core.$ZodType): boolean {
  const { def } = schema._zod as { def: z.core.$ZodTypeDef };
  switch (def.type) {
    case 'string': {
      const { format, pattern } = { format: undefined, pattern: undefined, ...(schema as z.ZodString).def } as {
        format?: string;
        pattern?: RegExp;
      };
      const checks = ((schema as z.ZodString).def.checks ?? []).map((check) => check._zod.def as { format?: string; pattern?: RegExp });
      const formats = [{ format, pattern }, ...checks].filter((one) => one.format !== undefined);
      return formats.every((one) => one.format === 'regex' && !hash.test(one.pattern?.source ?? ''));
    }
    case 'object':
      return Object.values((schema as z.ZodObject).def.shape).some(holdsText);
    case 'array':
      return holdsText((schema as z.ZodArray).def.element);
    case 'record':
      return holdsText((schema as z.ZodRecord).def.valueType);
    case 'union':
      return (schema as z.ZodUnion).def.options.some(holdsText);
    case 'nullable':
    case 'optional':
    case 'default':
      return holdsText((schema as z.ZodOptional).def.innerType);
    case 'number':
    case 'int':
    case 'boolean':
    case 'enum':
    case 'literal':
      return false;
    default:
      throw new Error(`a schema of ${def.type} has not been thought of`);
  }
}

test.each(recordTypes)('every text of a %s is personal, or said to be of nobody', (type) => {
  const { shape } = kinds[type].fields;
  const texts = Object.keys(shape).filter((field) => holdsText(shape[field] as z.ZodType));
  const said = [...personalFields[type], ...(impersonal[type] ?? [])];
  expect(texts.filter((field) => !said.includes(field))).toEqual([]);
});

test.each(recordTypes)('what is called personal or of nobody in a %s is a field of it, and not both', (type) => {
  const fields = Object.keys(kinds[type].fields.shape);
  const open = impersonal[type] ?? [];
  expect([...personalFields[type], ...open].filter((field) => !fields.includes(field))).toEqual([]);
  expect(open.filter((field) => personalFields[type].includes(field))).toEqual([]);
});

test('the text of a schema is found however deep it stands', () => {
  const deep = z.object({ list: z.array(z.object({ by: z.object({ name: z.string().max(30) }).nullish() })) });
  expect(holdsText(deep)).toBe(true);
  expect(holdsText(z.object({ id: z.uuid(), on: z.iso.date(), at: z.iso.datetime({ offset: true }), size: z.number() }))).toBe(false);
  expect(holdsText(z.string().regex(/^1\d{10}$/))).toBe(true);
  expect(holdsText(z.string().regex(/^[0-9a-f]{64}$/))).toBe(false);
});
