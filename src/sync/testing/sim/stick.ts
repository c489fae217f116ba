import type { CourierAnswer } from '#contract/courier.ts';
import type { PullReply, PushRequest } from '#contract/district-api.ts';
import type { DeviceId, Sha256 } from '#domain/identity.ts';

/** One file of an export. */
export interface StickPart {
  dev: DeviceId;
  epoch: number;
  cursor: number;
  batch: string;
  /** Signed as they would be over the line; each says where it begins and ends. */
  pushes: PushRequest[];
  photos: Sha256[];
  awaited: Sha256[];
  /** Changes of other desks that its writer asks after. */
  handed: string[];
}

/** What the office wrote for one device. */
export interface StickAnswer {
  dev: DeviceId;
  answer: CourierAnswer;
  pages: PullReply[];
}
