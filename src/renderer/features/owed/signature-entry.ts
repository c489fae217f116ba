import { z } from 'zod';
import { Signature } from '#domain/evidence.ts';
import type { Instant } from '#domain/identity.ts';
import type { TakenPhoto } from '../../store/photo-changes.ts';
import { photos, text } from '../../ui/field/parse.ts';

const isOnPaper = (kind: Signature['kind']) => kind === 'PAPER' || kind === 'THUMBPRINT';

/** A signature as it is given at the door: drawn on screen, a photo of the signed paper, or a named witness [C6]. */
export const SignatureEntry = z
  .object({
    kind: Signature.shape.kind,
    name: text(30),
    capacity: Signature.shape.capacity,
    relation: text(20, 0),
    witness: text(30, 0),
    drawn: z.custom<TakenPhoto | null>(),
    paper: photos(0),
  })
  .check(({ value, issues }) => {
    const missing = (path: keyof typeof value, message: string) => issues.push({ code: 'custom', input: value, path: [path], message });
    if (value.kind === 'SCREEN' && value.drawn === null) missing('drawn', 'signature');
    if (isOnPaper(value.kind) && value.paper.length === 0) missing('paper', 'picture');
    if (value.capacity === 'PROXY' && value.relation === '') missing('relation', 'required');
    if (value.kind === 'WITNESSED' && value.witness === '') missing('witness', 'required');
  });
export type SignatureTyped = z.input<typeof SignatureEntry>;
export type SignatureEntry = z.infer<typeof SignatureEntry>;

export function unsigned(name: string): SignatureTyped {
  return { kind: 'SCREEN', name, capacity: 'OWNER', relation: '', witness: '', drawn: null, paper: [] };
}

/** The pictures that prove it: none for a witnessed one. */
export function signaturePictures({ kind, drawn, paper }: SignatureEntry): TakenPhoto[] {
  if (kind === 'SCREEN') return drawn === null ? [] : [drawn];
  return isOnPaper(kind) ? paper : [];
}

export function signatureOf(entry: SignatureEntry, at: Instant): Signature {
  const { kind, name, capacity, relation, witness } = entry;
  return { kind, name, capacity, relation, witness, picture: signaturePictures(entry)[0]?.facts.sha256 ?? null, at };
}
