import { z } from 'zod';
import { ContactWay } from '#domain/operation.ts';
import { drawnSignature, photos, text } from '../../ui/field/parse.ts';
import { briefingPoints } from './briefing-points.ts';

/** 安全交底 as its form has it. `contacts` are keyed as `concernedBy` says. */
export const BriefingEntry = z.object({
  by: text(30),
  checklist: z.array(z.enum(briefingPoints)).min(1, 'choose'),
  contacts: z.record(
    z.string(),
    z
      .literal('')
      .or(ContactWay)
      .refine((way): way is ContactWay => way !== '', 'choose'),
  ),
  signature: drawnSignature,
  /** The sheet that everybody signed, where there is one. */
  paper: photos(0),
});
export type BriefingTyped = z.input<typeof BriefingEntry>;
export type Briefed = z.infer<typeof BriefingEntry>;
