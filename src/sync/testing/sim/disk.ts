import type { KeptHandover } from '#contract/handover.ts';
import type { Sha256 } from '#domain/identity.ts';
import type { Mutation } from '#domain/mutation.ts';
import type { Membership } from '#host/settings/settings.ts';
import { copyDesk, type DeskImage, emptyDesk } from './memory-desk.ts';
import type { StickPart } from './stick.ts';

const firstFile = 'outbox.ndjson';

/** All that lies on a device's disk: what an image of it holds, and what a power cut leaves. */
export interface Disk {
  files: Map<string, Mutation[]>;
  membership: Membership;
  desk: DeskImage;
  originals: Set<Sha256>;
  /** What other desks handed over, as it came. */
  handovers: Map<Sha256, { about: KeptHandover; part: StickPart }>;
}

export function newDisk(membership: Membership): Disk {
  return { files: new Map([[firstFile, []]]), membership, desk: emptyDesk(), originals: new Set(), handovers: new Map() };
}

export function copyDisk({ files, membership, desk, originals, handovers }: Disk): Disk {
  const copies = [...files].map(([name, lines]): [string, Mutation[]] => [name, [...lines]]);
  const kept = { originals: new Set(originals), handovers: new Map(handovers) };
  return { files: new Map(copies), membership, desk: copyDesk(desk), ...kept };
}

/** The journal's file in force. */
export function linesOn({ files, membership }: Disk): Mutation[] {
  return files.get(membership.journal ?? firstFile) ?? [];
}
