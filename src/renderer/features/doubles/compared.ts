import type { Fields, Json } from '#domain/mutation.ts';

/** What tells one thing from another, in the order a person looks: what it is, how large, whose, and who saw it when. */
const compared = {
  structure: [
    ...['zone', 'kind', 'material', 'lengthM', 'widthM', 'heightM', 'areaM2', 'projectionCm', 'builtYear', 'use'],
    ...['parties', 'status', 'surveyors', 'surveyedAt', 'note'],
  ],
  fixture: [
    ...['type', 'positionLabel', 'side', 'sizes', 'projectionCm', 'qty', 'material', 'condition', 'owner'],
    ...['parties', 'status', 'surveyors', 'surveyedAt', 'note'],
  ],
} as const satisfies Record<string, readonly string[]>;

const isEmpty = (value: Json) => value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** The fields to compare of two records of a type, with both values; those that neither says are left out. */
export function comparedFields(type: keyof typeof compared, first: Fields, second: Fields): [field: string, first: Json, second: Json][] {
  return compared[type]
    .map((field): [string, Json, Json] => [field, first[field] ?? null, second[field] ?? null])
    .filter(([, one, other]) => !isEmpty(one) || !isEmpty(other));
}
