/**
 * Where schedules met a planted bug when somebody last looked, for those that take long to find: the hunt looks there first. A seed that finds
 * it no longer costs one schedule, and the hunt goes through all of them as ever; then its line says which one to put here.
 */
export const firstSeeds: Readonly<Record<string, number>> = {
  'gap-accept': 436,
  'group-split': 154,
  'no-fork-check': 57,
  'no-receipts': 800,
  'overlay-drop': 218,
  'overlay-disorder': 218,
  'resolve-unseen': 793,
  'photo-verified-anyway': 662,
  'stale-kept': 343,
  'release-by-halves': 240,
  'stick-over-holes': 274,
  'holds-of-another-epoch': 300,
  'handed-twice': 969,
};
