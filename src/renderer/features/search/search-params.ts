import { z } from 'zod';
import { SearchFilters } from '#domain/search.ts';

/** The address of a search, so that the way back from a record leads to it. Digits in an address arrive as a number. */
export const SearchParams = z.object({
  q: z.union([z.string(), z.number()]).transform(String).pipe(z.string().max(60)).catch('').default(''),
  filters: SearchFilters.catch({}).default({}),
  page: z.int().min(0).max(999).catch(0).default(0),
});
export type SearchParams = z.output<typeof SearchParams>;
