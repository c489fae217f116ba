import { z } from 'zod';
import { Passphrase, Pin } from '#contract/host-api.ts';

/** Digits as a person or an input method types them: full-width ones count, anything else is not taken, nor more than eight. */
export function typedPin(text: string): string {
  return text.normalize('NFKC').replace(/\D/gu, '').slice(0, 8);
}

/** What each field may say is wrong. */
export type SecretProblem = 'tooShort' | 'pinBad' | 'different';

const problem = (said: SecretProblem) => said;

/** Passphrase and PIN, each twice. `optional`: the passphrase may stay empty, and is null then. */
export function secretsTyped(optional: boolean) {
  return z
    .object({
      passphrase: z.string(),
      passphraseAgain: z.string(),
      pin: z.string().transform(typedPin),
      pinAgain: z.string().transform(typedPin),
    })
    .superRefine((typed, context) => {
      const refuse = (path: keyof typeof typed, message: SecretProblem) => context.addIssue({ code: 'custom', path: [path], message });
      const none = optional && typed.passphrase === '';
      if (!none && !Passphrase.safeParse(typed.passphrase).success) refuse('passphrase', problem('tooShort'));
      else if (typed.passphrase !== typed.passphraseAgain) refuse('passphraseAgain', problem('different'));
      if (!Pin.safeParse(typed.pin).success) refuse('pin', problem('pinBad'));
      else if (typed.pin !== typed.pinAgain) refuse('pinAgain', problem('different'));
    })
    .transform(({ passphrase, pin }) => ({ passphrase: passphrase === '' ? null : passphrase, pin }));
}
export type SecretsTyped = z.input<ReturnType<typeof secretsTyped>>;
export type SecretsParsed = z.output<ReturnType<typeof secretsTyped>>;
