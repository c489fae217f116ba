import { z } from 'zod';
import { EnrollReply, Grant } from '#contract/district-api.ts';
import { Failure } from '#contract/failure.ts';
import { PeersReply } from '#contract/handover.ts';
import { type DeviceStatus, Enrollment } from '#contract/host-api.ts';
import { DeviceId, type User } from '#domain/identity.ts';
import { readWhole, writeWhole } from '../folder/durable-file.ts';
import { createTurns } from '../turns.ts';

type Skin = DeviceStatus['skin'];

/** The server's public keys, as it gave them when this device was enrolled. */
export const ServerKeys = EnrollReply.pick({ signKey: true, boxKey: true, recoveryKey: true });
export type ServerKeys = z.infer<typeof ServerKeys>;

/** A device's place in a district: who it is, whom it trusts, who may write on it. */
export const Membership = z.object({
  enrollment: Enrollment.omit({ users: true }),
  grants: z.array(Grant),
  serverKeys: ServerKeys,
  /** The server is the one this installation carries: it is started when it is needed, and its port may change. */
  trial: z.boolean(),
  /** The journal's file in force, where this device has had another id before [FK1]. */
  journal: z
    .string()
    .regex(/^outbox\.[0-9a-f-]{36}\.ndjson$/)
    .optional(),
  /** Ids this device had before, oldest first. */
  earlier: z.array(DeviceId).optional(),
  /** The subdistrict's devices, as the server last listed them, and the mark of that list [HO1]. */
  peers: PeersReply.optional(),
  /** The code of the file that this device was enrolled by, until the server knows it [EF1]. */
  joining: z.object({ code: z.string() }).optional(),
  /** The id this device is about to go on under. */
  renewing: DeviceId.optional(),
});
export type Membership = z.infer<typeof Membership>;

/** `settings.json`. `skin` is the shell whose browser storage belongs to this folder. */
const SettingsFile = z.object({
  format: z.literal(1),
  skin: z.enum(['electron', 'browser']),
  membership: Membership.nullable(),
});
type SettingsFile = z.infer<typeof SettingsFile>;

export interface Settings {
  membership(): Membership | null;
  /**
   * One change at a time, each on what the one before left; on disk when it returns.
   * @throws Failure disk-full, data-folder-unwritable, or what `change` throws
   */
  changeMembership(change: (current: Membership | null) => Membership): Promise<void>;
}

/** @throws Failure skin-mismatch when the folder was made by the other shell; internal when the file cannot be read */
export async function openSettings(path: string, skin: Skin): Promise<Settings> {
  let file = (await findSettings(path)) ?? (await save({ format: 1, skin, membership: null }));
  if (file.skin !== skin) throw new Failure('skin-mismatch', { folder: file.skin, shell: skin });

  const inTurn = createTurns();

  async function save(next: SettingsFile): Promise<SettingsFile> {
    await writeWhole(path, Buffer.from(`${JSON.stringify(next, null, 2)}\n`));
    return next;
  }

  return {
    membership: () => file.membership,
    changeMembership: (change) =>
      inTurn(async () => {
        file = await save({ ...file, membership: change(file.membership) });
      }),
  };
}

/** The enrollment as the renderer sees it: with the people whose grant covers `now`. */
export function enrollmentAt({ enrollment, grants }: Membership, now: Date): Enrollment {
  const users = new Map<string, User>();
  for (const { from, to, ...user } of grants) {
    const open = Date.parse(from) <= now.getTime() && (to === null || now.getTime() < Date.parse(to));
    if (open) users.set(user.id, user);
  }
  return { ...enrollment, users: [...users.values()] };
}

async function findSettings(path: string): Promise<SettingsFile | undefined> {
  const bytes = await readWhole(path);
  if (bytes === undefined) return undefined;
  try {
    return SettingsFile.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch (error) {
    throw new Failure('internal', { file: 'settings.json' }, { cause: error });
  }
}
