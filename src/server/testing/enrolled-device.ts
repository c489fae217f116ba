import { v7 as uuidv7 } from 'uuid';
import { type EnrollReply, signedText } from '#contract/district-api.ts';
import type { Role, User, UserId } from '#domain/identity.ts';
import type { Database } from '../database/database.ts';
import { addUser, issueEnrollCode, keepSubdistrict } from '../repositories/people.ts';
import { signText } from '../signing.ts';
import { TestDevice } from './test-device.ts';

/** How a test talks to a server: by `inject`, or over a port. */
export interface Caller {
  call(method: 'GET' | 'POST' | 'PUT', url: string, options?: CallOptions): Promise<{ status: number; body: unknown; bytes: Buffer }>;
}
export interface CallOptions {
  token?: string | undefined;
  json?: unknown;
  bytes?: Buffer;
}

/** A person added to the server and a fresh code for a device of theirs. */
export async function issueTestCode(db: Database, roles: Role[] = ['clerk'], at = new Date(), subdistrict = '320613001') {
  await keepSubdistrict(db, subdistrict, '城东街道', at);
  const user = await addUser(db, { name: `赵敏${uuidv7().slice(-4)}`, roles, subdistrict }, at);
  return { user, code: await issueEnrollCode(db, { subdistrict, users: [user.id] }, at) };
}

export function enrollRequest(device: TestDevice, code: string) {
  return {
    code,
    signKey: device.sign.publicKey.toString('base64url'),
    boxKey: device.box.publicKey.toString('base64url'),
    proof: signText(device.sign.privateKey, signedText.enroll(code)),
    name: '平板一',
  };
}

/** Enrolls a device and opens its session, over the wire. */
export async function enrollTestDevice(
  server: Caller,
  db: Database,
  subdistrict?: string,
): Promise<{ device: TestDevice; token: string; reply: EnrollReply }> {
  const { user, code } = await issueTestCode(db, ['clerk', 'community', 'team'], new Date(), subdistrict);
  const device = new TestDevice(user);
  const reply = (await server.call('POST', '/sync/v1/enroll', { json: enrollRequest(device, code) })).body as EnrollReply;
  device.dev = reply.dev;
  return { device, token: await openTestSession(server, device), reply };
}

export async function openTestSession(server: Caller, device: TestDevice): Promise<string> {
  const { nonce } = (await server.call('GET', '/sync/v1/nonce')).body as { nonce: string };
  const sig = signText(device.sign.privateKey, signedText.session(nonce));
  const session = await server.call('POST', '/sync/v1/session', { json: { dev: device.dev, nonce, sig } });
  return (session.body as { token: string }).token;
}

export const someUser: User = { id: uuidv7() as UserId, name: '路人', roles: ['clerk'] };
