import type { FastifyInstance } from 'fastify';
import { type EnrollReply, EnrollRequest, signedText } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import type { Parts } from '../parts.ts';
import { parseInput } from '../plugins/failures.ts';
import { type EnrolledDevice, enrollDevice } from '../repositories/devices.ts';
import type { ServerIdentity } from '../repositories/server-identity.ts';
import { verifyText } from '../signing.ts';

/** `POST /sync/v1/enroll`: a one-time code and the device's keys for the server's. @throws AUTH for a proof that is not the key's */
export function enrollRoute(app: FastifyInstance, { db, identity, now }: Parts): void {
  app.post('/sync/v1/enroll', { onRequest: app.limited('enroll') }, async (request): Promise<EnrollReply> => {
    const input = parseInput(EnrollRequest, request.body);
    const signKey = Buffer.from(input.signKey, 'base64url');
    if (signKey.length !== 32 || Buffer.from(input.boxKey, 'base64url').length !== 32) throw new Failure('input-bad');
    if (!verifyText(signKey, signedText.enroll(input.code), input.proof)) throw new Failure('AUTH');
    return enrollReply(await enrollDevice(db, input, now()), identity);
  });
}

/** What a device learns of itself and of the server when it joins. */
export function enrollReply({ dev, serial, scope, grants }: EnrolledDevice, identity: ServerIdentity): EnrollReply {
  return {
    dev,
    serial,
    serverId: identity.serverId,
    signKey: identity.signPublic.toString('base64url'),
    boxKey: identity.boxPublic.toString('base64url'),
    recoveryKey: identity.recoveryRecipient,
    epoch: identity.epoch,
    scope,
    grants,
  };
}
