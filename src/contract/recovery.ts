import { z } from 'zod';
import { DeviceId } from '#domain/identity.ts';

/**
 * What a device hands the district to be opened again: a text that is carried over by any means. It tells nobody anything: `wrapped` opens with
 * the district's recovery key alone. All bytes are base64url.
 */
export const RecoveryRequest = z.object({
  format: z.literal('chaihuan-recovery-request-1'),
  dev: DeviceId,
  serverId: z.uuid(),
  /** The device's data key, age, to the district's recovery key. */
  wrapped: z.base64url().max(4000),
  /** age recipient (X25519) of this one run of the device. */
  answerTo: z.string().startsWith('age1').max(200),
});
export type RecoveryRequest = z.infer<typeof RecoveryRequest>;

/** The district's answer: the same data key, which only the run that asked can read. */
export const RecoveryAnswer = z.object({
  format: z.literal('chaihuan-recovery-answer-1'),
  dev: DeviceId,
  /** The data key, age, to `answerTo`. */
  wrapped: z.base64url().max(4000),
});
export type RecoveryAnswer = z.infer<typeof RecoveryAnswer>;

/** No answer is longer as a text, nor its file larger in bytes: what is, is another file. */
export const recoveryAnswerBytes = 20_000;
