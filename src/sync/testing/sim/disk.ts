import type { Sha256 } from '#domain/identity.ts';
import type { Mutation } from '#domain/mutation.ts';
import type { Membership } from '#host/settings/settings.ts';
import { copyDesk, type DeskImage, emptyDesk } from './memory-desk.ts';

const firstFile = 'outbox.ndjson';

/** All that lies on a device's disk: what an image of it holds, and what a power cut leaves. */
export interface Disk {
  files: Map<string, Mutation[]>;
  membership: Membership;
  desk: DeskImage;
  originals: Set<Sha256>;
}

export function newDisk(membership: Membership): Disk {
  return { files: new Map([[firstFile, []]]), membership, desk: emptyDesk(), originals: new Set() };
}

export function copyDisk({ files, membership, desk, originals }: Disk): Disk {
  const copies = [...files].map(([name, lines]): [string, Mutation[]] => [name, [...lines]]);
  return { files: new Map(copies), membership, desk: copyDesk(desk), originals: new Set(originals) };
}

/** The journal's file in force. */
export function linesOn({ files, membership }: Disk): Mutation[] {
  return files.get(membership.journal ?? firstFile) ?? [];
}
