import { EnrollReply } from '#contract/district-api.ts';
import type { User } from '#domain/identity.ts';
import { enrollRequest, openTestSession } from '#server/testing/enrolled-device.ts';
import { createFetchCaller } from '#server/testing/fetch-caller.ts';
import { buildingFields, newRecordId, TestDevice } from '#server/testing/test-device.ts';

/** A third device, over the real line, whose work waits for people: buildings called differently from what stands, and a save of two whose one building came later. */
export async function sendWhatWaits(serverUrl: string, code: string, person: string): Promise<void> {
  const server = createFetchCaller(serverUrl);
  const nobody: User = { id: newRecordId() as string as User['id'], name: person, roles: ['clerk'] };
  const device = new TestDevice(nobody);
  const reply = EnrollReply.parse((await server.call('POST', '/sync/v1/enroll', { json: enrollRequest(device, code) })).body);
  const user = reply.grants.find(({ name }) => name === person);
  if (user === undefined) throw new Error(`${person} has no grant`);
  device.dev = reply.dev;
  Object.assign(device, { user });
  const token = await openTestSession(server, device);
  const estate = newRecordId();
  const drafts = ['91', '92', '93'].flatMap((key) => {
    const id = newRecordId();
    return [
      device.create('building', id, buildingFields(key, estate)),
      device.patch('building', id, { label: [`${key}幢`, `${key}幢东`] }),
      device.patch('building', id, { label: [`${key}幢`, `${key}幢西`] }),
    ];
  });
  const late = newRecordId();
  // One save of two changes, and the record that one of them is about comes after it: together they wait.
  const g = newRecordId() as string;
  const early = device.patch('building', late, { label: ['94幢', '94幢南'] }, { g });
  const beside = device.create('building', newRecordId(), buildingFields('95', estate), { g });
  const lines = device.write(...drafts, early, beside, device.create('building', late, buildingFields('94', estate)));
  const pushed = await server.call('POST', '/sync/v1/push', { token, json: device.push(lines) });
  if (pushed.status !== 200) throw new Error(`push: ${pushed.status}`);
}
