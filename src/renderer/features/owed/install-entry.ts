import { z } from 'zod';
import { type FixtureSizes, noSizes } from '#domain/evidence.ts';
import { comparedMeasures } from '#domain/fixture.ts';
import type { SizeRule } from '#domain/policy.ts';
import { day, decimal, photos, text } from '../../ui/field/parse.ts';

export type Measure = keyof FixtureSizes;
const measures = ['widthMm', 'heightMm', 'lengthMm', 'depthMm'] as const satisfies readonly Measure[];

const millimetres = decimal(100, 6000);

/** An installation as typed: the measures its policy compares are required, in millimetres; one photo inside, one outside at least. */
export function installEntryFor(rule: SizeRule) {
  const measure = (name: Measure) => (comparedMeasures[rule].includes(name) ? millimetres : text(20, 0).transform(() => null));
  const entry = z.object({
    installer: text(60),
    spec: text(60),
    installedOn: day,
    widthMm: measure('widthMm'),
    heightMm: measure('heightMm'),
    lengthMm: measure('lengthMm'),
    depthMm: measure('depthMm'),
    inside: photos(1),
    outside: photos(1),
    windowOpens: z.enum(['opens', 'blocked', 'notWindow']),
    serial: text(60, 0),
    residentResult: text(100, 0),
    warrantor: text(60),
    /** 原物复装 */
    original: z.boolean(),
  });
  return entry.refine(
    ({ inside, outside }) => !outside.some((photo) => inside.some((other) => other.facts.sha256 === photo.facts.sha256)),
    {
      path: ['outside'],
      message: 'samePicture',
    },
  );
}
export type InstallTyped = z.input<ReturnType<typeof installEntryFor>>;
export type InstallEntry = z.infer<ReturnType<typeof installEntryFor>>;

/** The sizes typed so far: what is not a number yet is not there. */
export function sizesTyped(typed: readonly string[]): FixtureSizes {
  const sizes = { ...noSizes };
  measures.forEach((measure, index) => {
    const parsed = millimetres.safeParse(typed[index] ?? '');
    if (parsed.success) sizes[measure] = parsed.data;
  });
  return sizes;
}

export const sizesOf = ({ widthMm, heightMm, lengthMm, depthMm }: InstallEntry): FixtureSizes => ({ widthMm, heightMm, lengthMm, depthMm });
