import { canonicalJson } from '#contract/canonical.ts';
import { signedText } from '#contract/district-api.ts';
import type { EnrollFile } from '#contract/enroll-file.ts';
import type { Parts } from '../parts.ts';
import { listPeers } from '../repositories/peers.ts';
import { issueFileCode } from '../repositories/people.ts';
import { enrollReply } from '../routes/enroll.ts';
import { hashText, signText } from '../signing.ts';
import { chooseUsers } from './people.ts';

/**
 * `enroll --subdistrict 320613001 --users 张三 --out FILE [--url https://…]`: all that a device without a line needs to begin, and the code that it
 * shows with its keys in its first bundle [EF1]. Good for one device, ninety days.
 */
export async function writeEnrollFile(
  { db, identity, now }: Parts,
  { subdistrict, users, serverUrl }: { subdistrict: string; users: string | undefined; serverUrl: string | undefined },
): Promise<{ text: string; serial: string }> {
  const at = now();
  const chosen = await chooseUsers(db, subdistrict, users);
  const { code, dev, serial, until } = await issueFileCode(db, { subdistrict, users: chosen.map(({ id }) => id) }, at);
  const { name } = await db.selectFrom('subdistricts').select('name').where('code', '=', subdistrict).executeTakeFirstOrThrow();
  const grants = chosen.map((user) => ({ ...user, from: at.toISOString(), to: null }));
  const scope = { subdistrict, subdistrictName: name };
  const { peers } = await listPeers(db, { dev, subdistrict, revoked: false });
  const content: Omit<EnrollFile, 'digest' | 'sig'> = {
    format: 'che1',
    code,
    serverUrl: serverUrl ?? null,
    until: until.toISOString(),
    reply: enrollReply({ dev, serial, scope, grants }, identity),
    peers,
  };
  const digest = hashText(canonicalJson(content));
  const file: EnrollFile = { ...content, digest, sig: signText(identity.signPrivate, signedText.enrollFile(digest)) };
  return { text: `${JSON.stringify(file, null, 1)}\n`, serial };
}
