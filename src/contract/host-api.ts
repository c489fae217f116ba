import { z } from 'zod';
import { DeviceId, Sha256, User, UserId } from '#domain/identity.ts';
import { Mutation, MutationDraft } from '#domain/mutation.ts';
import { PhotoBox, PhotoMark, PhotoSize, WatermarkText } from '#domain/photo.ts';
import { Answer } from './answer.ts';
import { CourierAnswer, CourierExport, CourierProgress } from './courier.ts';
import { EnrollScope, HeldState, HelloReply, limits, PullReply, PushReply, Receipt } from './district-api.ts';
import { Draft } from './draft.ts';
import { enrollFileBytes } from './enroll-file.ts';
import { FailureLine } from './failure.ts';
import { ArrivedReply, ArrivedRequest, KeptHandover, TakenHandovers } from './handover.ts';
import { DevicesReply, HoldsReply } from './hold.ts';
import { PhoneDoor, PhoneFor } from './phone.ts';
import { PhotoFacts } from './photo-facts.ts';
import { HistoryParams, HistoryReply } from './record-history.ts';
import { recoveryAnswerBytes } from './recovery.ts';
import { TrayPhoto } from './tray.ts';

/** Who this device is, as far as it is known on the device itself. */
export const Enrollment = z.object({
  dev: DeviceId,
  deviceName: z.string(),
  /** Serial of the device within its subdistrict: part of every code people read. */
  serial: z.string(),
  serverUrl: z.url(),
  serverId: z.uuid(),
  epoch: z.int(),
  scope: EnrollScope,
  users: z.array(User),
});
export type Enrollment = z.infer<typeof Enrollment>;

/** What opens a desk whose data key no operating system keeps. */
export const Passphrase = z.string().min(8).max(200);
/** Switches users quickly while the data key is in memory; never enough to bring it there. */
export const Pin = z.string().regex(/^\d{4,8}$/);

/**
 * Whether the data key is in memory, and who is signed in. `sealed`: only a passphrase or the district's recovery brings the key. `open`: it
 * is here, and nobody is signed in. `wrappedBy: none` only until the first person of a fresh desk has chosen a passphrase.
 */
export const DeviceLock = z.object({
  state: z.enum(['sealed', 'open', 'signedIn']),
  wrappedBy: z.enum(['os', 'passphrase', 'none']),
  /** Who has chosen what on this device. */
  people: z.array(z.object({ user: UserId, passphrase: z.boolean(), pin: z.boolean() })),
  user: UserId.nullable(),
});
export type DeviceLock = z.infer<typeof DeviceLock>;

/** A person is signed in: the key that the page seals its own database with, 32 bytes. It lives in memory alone. */
export const SignedIn = z.object({ user: UserId, storeKey: z.base64url() });
export type SignedIn = z.infer<typeof SignedIn>;

export const DeviceStatus = z.object({
  skin: z.enum(['electron', 'browser']),
  version: z.string(),
  dataFolder: z.string(),
  freeBytes: z.number(),
  /** True where this installation carries a district server that 试用 can start. */
  trial: z.boolean(),
  enrollment: Enrollment.nullable(),
  lock: DeviceLock,
  /** Identity of this boot of the host and its monotonic clock's zero: `at` of every mutation uses them. */
  boot: z.uuid(),
  /**
   * What opening the journal found: the newest number, bytes of an unfinished save that were set aside, and where lines can no longer be
   * read (those between `afterN` and `beforeN`, which the store may still hold).
   */
  journal: z.object({ last: z.int(), tornBytes: z.int(), damaged: z.array(z.object({ afterN: z.int(), beforeN: z.int() })) }).optional(),
});
export type DeviceStatus = z.infer<typeof DeviceStatus>;

const BlobRef = z.object({ sha256: Sha256, size: z.int().min(1) });

/** What a call waits for: nothing, the data key in memory, or somebody signed in. */
export type Needs = 'nothing' | 'key' | 'person';

/** One line of the table: what goes in, what comes out, what it needs. `bytes: true` means the call also carries an opaque byte body. */
function method<I extends z.ZodType, O extends z.ZodType>(input: I, output: O, { needs = 'person' as Needs, bytes = false } = {}) {
  return { input, output, needs, bytes } as const;
}

const nothing = z.object({});

/** A folder as a person typed or chose it. */
const StickFolder = z.string().min(1).max(1000);

/**
 * Every call from the renderer to its host. One table, one path per shell: `ipcRenderer.invoke` in Electron, `POST /call/<method>`
 * on loopback in the browser shell. Every call may answer `internal` and `input-bad` besides the codes named here, `sealed` where it needs
 * the data key and `not-signed-in` where it needs a person.
 */
export const hostApi = {
  'device.status': method(nothing, DeviceStatus, { needs: 'nothing' }),
  /** @throws server-unreachable, server-address-bad, enroll-code-wrong, enroll-code-used, enroll-code-expired, already-enrolled */
  'device.enroll': method(z.object({ serverUrl: z.string(), code: z.string(), name: z.string().min(1).max(40) }), DeviceStatus, {
    needs: 'key',
  }),
  /** Joins by a file of the district's, without a line [EF1]. @throws enroll-file-damaged, already-enrolled */
  'device.enrollByFile': method(z.object({ file: z.string().max(enrollFileBytes), name: z.string().min(1).max(40) }), DeviceStatus, {
    needs: 'key',
  }),
  /** Starts the district server of this installation on its embedded database, with the example estate. @throws trial-unavailable, trial-start-failed */
  'trial.start': method(nothing, z.object({ serverUrl: z.url(), code: z.string() }), { needs: 'nothing' }),

  /**
   * The first sign-in of somebody who has chosen nothing here yet, or whose secrets a recovery took away. Without a passphrase only where the
   * operating system keeps the data key. @throws already-secured, passphrase-missing, not-granted
   */
  'people.secure': method(z.object({ user: UserId, passphrase: Passphrase.nullable(), pin: Pin }), SignedIn, { needs: 'key' }),
  /** @throws secret-wrong (of a PIN with the tries `left`), pin-spent (only the passphrase helps), sealed (a PIN brings no key), not-granted */
  'people.signIn': method(
    z.object({
      user: UserId,
      secret: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('pin'), pin: z.string().max(8) }),
        z.object({ kind: z.literal('passphrase'), passphrase: z.string().max(200) }),
      ]),
    }),
    SignedIn,
    { needs: 'nothing' },
  ),
  /** The person leaves; the data key stays in memory. Pictures and calls are refused from now on. */
  'people.signOut': method(nothing, DeviceStatus, { needs: 'nothing' }),
  /** What the district needs to recover this device: its wrapped data key, and a key of this run to answer to. @throws not-enrolled, call-refused while nobody has chosen anything here */
  'people.recoveryRequest': method(nothing, z.object({ request: z.string() }), { needs: 'nothing' }),
  /**
   * Takes the district's answer: the data key is in memory again, and this person chooses new secrets; null where it is for nobody yet, because no
   * grant is in force. @throws recovery-wrong
   */
  'people.recover': method(z.object({ user: UserId.nullable(), answer: z.string().max(recoveryAnswerBytes) }), DeviceStatus, {
    needs: 'nothing',
  }),
  /**
   * Asks the district anew who may work here, by the device's own key and with nobody signed in. A sealed desk is opened for it by the passphrase of
   * anybody who chose one here, grant or not. @throws sealed (with none), secret-wrong, not-enrolled, the wire's codes, disk-full
   */
  'people.askGrants': method(z.object({ passphrase: z.string().max(200).nullable() }), DeviceStatus, { needs: 'nothing' }),

  /** Numbers, chains, appends and fdatasyncs the drafts, in order, all or none, each by the person signed in. A `uid` already journaled returns its line again. @throws not-enrolled, journal-write, disk-full, disk-low */
  'journal.append': method(
    z.object({ drafts: z.array(MutationDraft).min(1).max(limits.groupMutations) }),
    z.object({ muts: z.array(Mutation) }),
  ),
  /** Journal lines with `n >= from`, in order: start-up compares them with the store. `last` is the newest number, 0 when empty. */
  'journal.read': method(
    z.object({ from: z.int().min(1), limit: z.int().min(1).max(1000) }),
    z.object({ muts: z.array(Mutation), last: z.int() }),
  ),

  /** Keeps a draft of the person signed in on disk, in place of an older one of its key, so that a lost profile gets it back. @throws call-refused (somebody else's), input-bad (over 512 KiB), disk-full, disk-low */
  'drafts.put': method(z.object({ draft: Draft }), nothing),
  /** The person's own drafts on disk. One that can no longer be read is not among them. */
  'drafts.list': method(nothing, z.object({ drafts: z.array(Draft) })),
  'drafts.drop': method(z.object({ keys: z.array(Draft.shape.key).min(1).max(1000) }), nothing),

  /** What the district answered, as it is kept on disk, one at a time: the one that follows the first `after`, null at the end. `total` is how many there are. */
  'answers.read': method(z.object({ after: z.int().min(0) }), z.object({ answer: Answer.nullable(), total: z.int() })),

  /** The body is the file's bytes. @throws photo-not-image, photo-damaged, photo-too-big, photo-too-many-pixels, disk-low */
  'photos.ingest': method(
    z.object({
      watermark: WatermarkText.pick({ place: true, code: true, stage: true }),
      shutter: z.boolean(),
      fileName: z.string().max(255),
    }),
    PhotoFacts,
    { bytes: true },
  ),
  /** Short-lived addresses of pictures held on this device; null where the copy is not here. Good until the person signs out. */
  'photos.urls': method(
    z.object({ photos: z.array(z.object({ sha256: Sha256, size: PhotoSize })).max(500) }),
    z.object({ urls: z.array(z.string().nullable()) }),
  ),
  /** Makes both copies again, saying this. False where the original is not here, or none can be made of it. */
  'photos.rebuild': method(z.object({ sha256: Sha256, watermark: WatermarkText }), z.object({ rebuilt: z.boolean() })),

  /**
   * A copy for others: these boxes blacked out in its pixels, these marks drawn, no place, no camera and no watermark in it. The original stays as it
   * is [A2]. `url` serves the JPEG for ten minutes. @throws photo-missing, photo-damaged
   */
  'photos.share': method(
    z.object({ sha256: Sha256, redactions: z.array(PhotoBox).max(50), marks: z.array(PhotoMark).max(50), name: z.string().min(1).max(80) }),
    z.object({ url: z.string(), bytes: z.int() }),
  ),

  /**
   * Takes in a file that belongs to no record yet: kept as `photos.ingest` keeps it, and waiting in the tray when this returns. `known` where it
   * waits there already. @throws as photos.ingest
   */
  'tray.take': method(z.object({ fileName: z.string().max(255) }), z.object({ photo: TrayPhoto, known: z.boolean() }), { bytes: true }),
  /** What waits for its record on this device, oldest first. */
  'tray.list': method(nothing, z.object({ photos: z.array(TrayPhoto) })),
  /** Takes photos out of the tray. `erase` deletes those bytes too that no record and no draft of this device names. */
  'tray.drop': method(z.object({ photos: z.array(Sha256).min(1).max(1000), erase: z.boolean() }), nothing),

  /**
   * Opens a port for one phone in this machine's own network, for ten minutes and a few photos: they wait in the tray. `address` null: the first
   * there is. It shuts when the person leaves. @throws phone-no-network
   */
  'phone.open': method(z.object({ for: PhoneFor, address: z.string().nullable() }), PhoneDoor),
  'phone.state': method(nothing, z.object({ door: PhoneDoor.nullable() })),
  'phone.close': method(nothing, nothing),

  /** @throws server-unreachable, AUTH, REVOKED, UPGRADE, BUSY */
  'remote.hello': method(nothing, HelloReply),
  /**
   * Sends lines of the journal from `from` on, at most `most` and none behind `to`, in whole groups; the first group always. The results say which.
   * @throws the wire's codes; journal-damaged where the first of them cannot be read; TOO_BIG with `alone` where it was one group
   */
  'remote.pushLines': method(
    z.object({
      batch: z.uuid(),
      epoch: z.int(),
      from: z.int().min(1),
      to: z.int().min(1),
      most: z.int().min(1).max(limits.batchMutations),
    }),
    PushReply,
  ),
  /** The same of lines that the journal can no longer read and the page still holds. @throws the wire's codes */
  'remote.push': method(z.object({ batch: z.uuid(), epoch: z.int(), muts: z.array(Mutation).min(1).max(500) }), PushReply),
  /** @throws FORK too, where the server knows numbers of this device that its journal does not */
  'remote.pull': method(z.object({ epoch: z.int(), cursor: z.int().min(0), limit: z.int().min(1).max(1000) }), PullReply),
  'remote.receipt': method(z.object({ batch: z.uuid() }), Receipt),
  /** What became of these changes of this device that were held for a person. */
  'remote.held': method(z.object({ uids: z.array(z.uuid()).max(limits.heldCheck) }), z.object({ held: z.array(HeldState) })),
  /** What waits for people, as far as this device sees it. @throws the wire's codes */
  'remote.holds': method(z.object({ epoch: z.int(), cursor: z.int().min(0) }), HoldsReply),
  /** What the server knows of the subdistrict's devices, asked now. @throws the wire's codes */
  'remote.devices': method(nothing, DevicesReply),
  /** How a record came to be what it is, asked now. @throws NOT_FOUND and the wire's codes */
  'remote.history': method(HistoryParams, HistoryReply),
  /**
   * A new id from the district, and the whole journal renumbered under it in a file of its own; the one before stays beside it. `kept` are
   * lines that the journal can no longer read and the page still holds. @throws the wire's codes, journal-write, disk-full
   */
  'remote.renew': method(z.object({ kept: z.array(Mutation).max(2000) }), DeviceStatus),
  /** Cuts what is under way to the server: those calls answer `cancelled`. What the server has received of them stays. */
  'remote.stop': method(nothing, nothing),
  /** Which of these the server already holds verified, and which it needs. */
  'remote.checkPhotos': method(
    z.object({ photos: z.array(BlobRef).max(1000) }),
    z.object({ have: z.array(Sha256), need: z.array(Sha256) }),
  ),
  /** Sends one original (PUT; tus above 4 MiB, and for what was cut) and waits for the server's own rehash. Only `verified` counts [P6]. @throws photo-missing, photo-unreadable, BLOB_HASH, DISK */
  'remote.sendPhoto': method(z.object({ sha256: Sha256 }), z.object({ sha256: Sha256, verified: z.literal(true), sentBytes: z.int() })),
  /** Sends originals of at most a chunk in one request [PH4]. Answers those the server has rehashed; each other goes by itself, and says why. @throws DISK, the wire's codes */
  'remote.sendParcel': method(
    z.object({ photos: z.array(Sha256).min(1).max(limits.parcelPhotos) }),
    z.object({ verified: z.array(Sha256), sentBytes: z.int() }),
  ),
  /** Lets go of those originals that the server, asked anew, holds inside a verified backup; their copies stay. Answers which. @throws the wire's codes */
  'remote.releasePhotos': method(z.object({ photos: z.array(BlobRef).max(1000) }), z.object({ released: z.array(Sha256) })),
  /** Brings a copy to this device and keeps it; a display copy gets this watermark on arrival. @throws NOT_FOUND, BLOB_HASH */
  'remote.fetchPhoto': method(z.object({ sha256: Sha256, size: PhotoSize, watermark: WatermarkText }), z.object({ bytes: z.int() })),

  /**
   * Writes this device's journal from `from` on (null: nothing of it) and these photos into a folder of a stick, sealed to the district's server
   * and read back [CR1]. Nothing here is changed by it. @throws stick-full, stick-unwritable, journal-damaged, handover-alone, cancelled
   */
  'courier.export': method(
    z.object({
      folder: StickFolder,
      from: z.int().min(1).nullable(),
      epoch: z.int(),
      cursor: z.int().min(0),
      photos: z.array(z.object({ sha256: Sha256, bytes: z.int().min(1) })).max(100_000),
      /** Changes of other desks that were handed over here and whose fate is not known yet. */
      handed: z.array(z.uuid()).max(20_000).default([]),
      /** `desks`: a handover, sealed to the subdistrict's other devices as well [HO1]. */
      to: z.enum(['office', 'desks']).default('office'),
    }),
    CourierExport,
  ),
  /** Folders that are likely a stick's, to be chosen instead of typed. */
  'courier.places': method(nothing, z.object({ places: z.array(z.string()) })),
  'courier.progress': method(nothing, CourierProgress),
  /** Ends an export, or a taking-in of handovers, under way: it answers `cancelled`, and what was not finished is gone from the stick. */
  'courier.stop': method(nothing, nothing),
  /**
   * The newest answer to this device in that folder, believed only with the server's signature [CR6]. Its pages stay open for `courier.page`.
   * @throws answer-none, answer-damaged, answer-old (of before a restore), bundle-newer, stick-unreadable; FORK as `remote.pull`
   */
  'courier.import': method(z.object({ folder: StickFolder }), CourierAnswer),
  /** A page of the answer opened last. @throws input-bad */
  'courier.page': method(z.object({ index: z.int().min(0) }), PullReply),

  /**
   * Takes in every handover for this device in that folder: records are kept as they came, photos as this device's own [HO2].
   * @throws handover-none, stick-unreadable, disk-full, disk-low, cancelled; where none was taken, why: handover-foreign, handover-stranger,
   * handover-photos, handover-damaged, bundle-newer; handover-own and handover-known where there is nothing else
   */
  'handover.takeIn': method(z.object({ folder: StickFolder }), TakenHandovers),
  /** Those kept here, oldest first. */
  'handover.list': method(nothing, z.object({ handovers: z.array(KeptHandover) })),
  /** At most 500 changes of a kept handover behind the first `skip`, and which photos they make whose originals are here. @throws input-bad, bundle-damaged, handover-stranger */
  'handover.read': method(z.object({ id: Sha256, skip: z.int().min(0) }), z.object({ muts: z.array(Mutation), photos: z.array(Sha256) })),
  /** Lets go of every handover that the server was given, but for these. */
  'handover.keepOnly': method(z.object({ ids: z.array(Sha256) }), nothing),
  /** Gives the server those that it was not given yet, unchanged [HO4]. @throws the wire's codes */
  'handover.relay': method(nothing, z.object({ relayed: z.int(), refused: z.array(FailureLine) })),
  /** Which of these changes the server has, and where they stand. @throws the wire's codes */
  'handover.arrived': method(ArrivedRequest, ArrivedReply),

  /** Prints a self-contained A4 page to PDF. `url` serves the file for ten minutes. @throws pdf-failed, browser-missing */
  'forms.pdf': method(
    z.object({ html: z.string().max(2_000_000), name: z.string().min(1).max(80) }),
    z.object({ url: z.string(), bytes: z.int(), pages: z.int() }),
  ),
} as const;

export type HostMethod = keyof typeof hostApi;
export type HostInput<M extends HostMethod> = z.input<(typeof hostApi)[M]['input']>;
export type HostOutput<M extends HostMethod> = z.output<(typeof hostApi)[M]['output']>;

export const hostMethods = Object.keys(hostApi) as HostMethod[];

/** What every shell answers: a value, or a failure line. Never a thrown message. */
export const HostReply = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: FailureLine }),
]);
export type HostReply = z.infer<typeof HostReply>;

/** The one function that preload puts on `window.chaihuan`, and that the browser shell builds over fetch. */
export type HostCall = (method: string, input: unknown, bytes?: ArrayBuffer) => Promise<HostReply>;

/** Body of the browser shell's `POST /call/<method>` when the method carries bytes: the input travels in this header, URI-encoded JSON. */
export const inputHeader = 'x-chaihuan-input';
/** Header that carries the session token in the browser shell. */
export const tokenHeader = 'x-chaihuan-token';
