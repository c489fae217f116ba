import { photoFloorBytes } from '#contract/disk.ts';
import { type Answers, createAnswers } from './answers/answers.ts';
import type { Clock } from './clock.ts';
import { type Courier, createCourier } from './courier/courier.ts';
import { createKeptHandovers, type KeptHandovers } from './courier/kept-handovers.ts';
import { createDrafts, type Drafts } from './drafts/drafts.ts';
import { type DataFolder, requireFree } from './folder/data-folder.ts';
import { removeUnfinished } from './folder/unfinished.ts';
import { createForms, type Forms, removeKeptForms } from './forms/forms.ts';
import { type Generations, openGenerations } from './journal/generations.ts';
import type { DataKey } from './keys/data-key.ts';
import type { DeviceKeys } from './keys/device-keys.ts';
import type { OpenKeys } from './keys/key-file.ts';
import { findOwnAddresses } from './phone/addresses.ts';
import { createPhone, type Phone } from './phone/phone-door.ts';
import { createPhotos, type Photos } from './photos/photos.ts';
import { createSealedVault, type Vault } from './photos/vault.ts';
import { chineseFont, createWatermark } from './photos/watermark.ts';
import type { HostOptions } from './ports.ts';
import { type Blobs, createBlobs } from './remote/blobs.ts';
import { createLine, type Line } from './remote/line.ts';
import { requireMembership } from './remote/membership.ts';
import { createRelay, type Relay } from './remote/relay.ts';
import { createRemote, type Remote } from './remote/remote.ts';
import { createServerBase } from './remote/server-base.ts';
import { createSession, type Session } from './remote/session.ts';
import { createWire } from './remote/wire.ts';
import { createServing, type Serving } from './serving/serving.ts';
import type { Settings } from './settings/settings.ts';
import { createTray, type Tray } from './tray/tray.ts';
import { createTrayIntake, type TrayIntake } from './tray/tray-intake.ts';

/** What a device can do once its data key is in memory. */
export interface Parts {
  /** What everything personal in the folder is sealed under. */
  dataKey: DataKey;
  keys: DeviceKeys;
  journal: Generations;
  drafts: Drafts;
  answers: Answers;
  vault: Vault;
  photos: Photos;
  tray: Tray;
  intake: TrayIntake;
  phone: Phone;
  serving: Serving;
  session: Session;
  remote: Remote;
  line: Line;
  blobs: Blobs;
  forms: Forms;
  courier: Courier;
  kept: KeptHandovers;
  relay: Relay;
  /** After the calls under way have ended. */
  close(): Promise<void>;
}

/** What the parts stand on: it is there on a sealed device too. */
export interface Ground {
  options: HostOptions;
  folder: DataFolder;
  settings: Settings;
  /** Ends requests under way when the host closes. */
  closing: AbortSignal;
  now: Clock;
}

/** @throws Failure journal-damaged, data-folder-unwritable, disk-full */
export async function openParts({ dataKey, keys }: OpenKeys, { options, folder, settings, closing, now }: Ground): Promise<Parts> {
  const vault = createSealedVault(folder.photos, dataKey);
  const photos = createPhotos({ vault, watermark: createWatermark(options.resources), now });
  const tray = createTray({ folder: folder.tray, key: () => dataKey.subkey('files') });
  const intake = createTrayIntake({ photos, tray, folder, settings });
  const phone = createPhone({
    addresses: options.phoneAddresses ?? findOwnAddresses,
    now: () => performance.now(),
    async take(bytes, fileName, wanted) {
      await intake(bytes, { fileName, phone: wanted });
    },
  });
  const base = createServerBase(settings, options.trial);
  const line = createLine(closing);
  const wire = createWire(base, line.signal);
  const session = createSession(wire, keys, settings);
  const kept = createKeptHandovers(folder.handovers);
  const journal = await openGenerations({
    folder: folder.journal,
    dataKey,
    file: settings.membership()?.journal,
    dev: () => requireMembership(settings).enrollment.dev,
  });
  const opened = now();
  const tidying = [vault.sealPlain(closing), removeKeptForms(folder.exports)];
  for (const written of [folder.photos, folder.drafts, folder.tray, folder.handovers]) tidying.push(removeUnfinished(written, opened));
  const tidied = Promise.allSettled(tidying).then((all) => {
    for (const one of all) if (one.status === 'rejected') console.error('tidying:', one.reason);
  });
  return {
    dataKey,
    keys,
    journal,
    drafts: createDrafts({ folder: folder.drafts, key: () => dataKey.subkey('files') }),
    answers: createAnswers({ path: folder.answers, key: () => dataKey.subkey('files') }),
    vault,
    photos,
    tray,
    intake,
    phone,
    serving: createServing(vault, () => performance.now()),
    session,
    remote: createRemote({ wire, session, keys, settings, journal, now }),
    blobs: createBlobs({ wire, session, vault, photos, base, signal: line.signal }),
    line,
    courier: createCourier({
      ...{ journal, vault, photos, kept, keys, settings, closing, now },
      requireRoom: () => requireFree(folder, photoFloorBytes),
    }),
    kept,
    relay: createRelay({ wire, session, settings, kept }),
    forms: createForms({ printer: options.printer, fontFile: chineseFont(options.resources) }),
    async close() {
      await phone.close();
      await tidied;
      await journal.close();
    },
  };
}
