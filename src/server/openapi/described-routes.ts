import { z } from 'zod';
import { Account, LoginRequest, Overview, PasswordRequest } from '#contract/console-api.ts';
import {
  BlobCheckReply,
  BlobCheckRequest,
  BlobCommitRequest,
  BlobParams,
  BlobQuery,
  BlobVerified,
  EnrollReply,
  EnrollRequest,
  HeldReply,
  HeldRequest,
  HelloQuery,
  HelloReply,
  NonceReply,
  ParcelQuery,
  ParcelReply,
  PullQuery,
  PullReply,
  PushReply,
  PushRequest,
  Receipt,
  ReenrollRequest,
  SessionReply,
  SessionRequest,
} from '#contract/district-api.ts';
import { ArrivedReply, ArrivedRequest, PeersReply } from '#contract/handover.ts';
import { DevicesReply, HoldsQuery, HoldsReply } from '#contract/hold.ts';
import { HistoryParams, HistoryReply } from '#contract/record-history.ts';

/** What stands in a route's description: schemas of what it takes and answers. A schema of bytes or text is its media type. */
export interface DescribedRoute {
  method: 'get' | 'post' | 'put' | 'head' | 'patch' | 'delete' | 'options';
  /** As the router writes it: `/x/:id`. */
  path: string;
  summary: string;
  /** Who may call it. */
  needs: 'nothing' | 'device' | 'account';
  params?: z.ZodObject;
  query?: z.ZodObject;
  headers?: z.ZodObject;
  body?: z.ZodType | string;
  status?: number;
  reply?: z.ZodType | string;
}

const Ok = z.object({ ok: z.literal(true) });
const OneUpload = z.object({ id: z.string().regex(/^[0-9a-f]{32}$/) });
const Tus = z.object({ 'tus-resumable': z.literal('1.0.0') });
const Count = z.string().regex(/^\d+$/);
const bytes = 'application/octet-stream';

/** Every route of the server: a test holds this list against the router. */
export const describedRoutes: readonly DescribedRoute[] = [
  { method: 'get', path: '/healthz', summary: 'The process answers.', needs: 'nothing', reply: Ok },
  {
    method: 'get',
    path: '/readyz',
    summary: 'Database, schema and blob store answer too; 503 BUSY otherwise.',
    needs: 'nothing',
    reply: Ok,
  },
  { method: 'get', path: '/metrics', summary: 'Prometheus text.', needs: 'nothing', reply: 'text/plain' },
  { method: 'get', path: '/openapi.json', summary: 'This document.', needs: 'nothing', reply: z.record(z.string(), z.unknown()) },
  {
    method: 'post',
    path: '/sync/v1/enroll',
    summary: 'A one-time code and the device’s keys for the server’s.',
    needs: 'nothing',
    body: EnrollRequest,
    reply: EnrollReply,
  },
  {
    method: 'post',
    path: '/sync/v1/reenroll',
    summary: 'A device whose disk was rolled back or copied goes on under a new id, proven by its key.',
    needs: 'nothing',
    body: ReenrollRequest,
    reply: EnrollReply,
  },
  { method: 'get', path: '/sync/v1/nonce', summary: 'What the next session must sign.', needs: 'nothing', reply: NonceReply },
  {
    method: 'post',
    path: '/sync/v1/session',
    summary: 'A signed nonce for a token of twelve hours.',
    needs: 'nothing',
    body: SessionRequest,
    reply: SessionReply,
  },
  {
    method: 'get',
    path: '/sync/v1/hello',
    summary: 'Who the server is, what time it has, how its backup stands.',
    needs: 'nothing',
    query: HelloQuery,
    reply: HelloReply,
  },
  {
    method: 'post',
    path: '/sync/v1/push',
    summary: 'A batch of mutations; sent again it is answered the same.',
    needs: 'device',
    body: PushRequest,
    reply: PushReply,
  },
  { method: 'get', path: '/sync/v1/pull', summary: 'The next page of the feed.', needs: 'device', query: PullQuery, reply: PullReply },
  {
    method: 'get',
    path: '/sync/v1/receipts/:batch',
    summary: 'What became of a batch, signed.',
    needs: 'device',
    params: z.object({ batch: z.uuid() }),
    reply: Receipt,
  },
  {
    method: 'post',
    path: '/sync/v1/held',
    summary: 'What became of a device’s own changes that waited for a person.',
    needs: 'device',
    body: HeldRequest,
    reply: HeldReply,
  },
  {
    method: 'get',
    path: '/sync/v1/holds',
    summary: 'What waits for a person, as far as this device sees it.',
    needs: 'device',
    query: HoldsQuery,
    reply: HoldsReply,
  },
  {
    method: 'get',
    path: '/sync/v1/devices',
    summary: 'What the server knows of the subdistrict’s devices.',
    needs: 'device',
    reply: DevicesReply,
  },
  {
    method: 'get',
    path: '/sync/v1/records/:type/:id/history',
    summary: 'How a record came to be what it is: who, on which device, when, what, newest first.',
    needs: 'device',
    params: HistoryParams,
    reply: HistoryReply,
  },
  {
    method: 'get',
    path: '/sync/v1/peers',
    summary: 'The subdistrict’s devices with their keys, for handovers from desk to desk.',
    needs: 'device',
    reply: PeersReply,
  },
  {
    method: 'post',
    path: '/sync/v1/arrived',
    summary: 'Which of these changes of the subdistrict’s devices are here.',
    needs: 'device',
    body: ArrivedRequest,
    reply: ArrivedReply,
  },
  {
    method: 'post',
    path: '/sync/v1/bundles',
    summary: 'A stick’s bundle of any device, for its sealed answer.',
    needs: 'device',
    body: bytes,
    reply: bytes,
  },
  {
    method: 'post',
    path: '/sync/v1/blobs/check',
    summary: 'Which photos are here, which are needed, which were begun.',
    needs: 'device',
    body: BlobCheckRequest,
    reply: BlobCheckReply,
  },
  {
    method: 'put',
    path: '/sync/v1/blobs',
    summary: 'Photos of at most 1 MiB, one behind another, 4 MiB together. Answers those that hash right.',
    needs: 'device',
    query: ParcelQuery,
    body: bytes,
    reply: ParcelReply,
  },
  {
    method: 'put',
    path: '/sync/v1/blobs/:sha256',
    summary: 'A photo of at most 4 MiB. What had come of one that was cut is staged.',
    needs: 'device',
    params: BlobParams,
    body: bytes,
    reply: BlobVerified,
  },
  {
    method: 'post',
    path: '/sync/v1/blobs/:sha256/commit',
    summary: 'A finished upload becomes the photo once its own bytes say so.',
    needs: 'device',
    params: BlobParams,
    body: BlobCommitRequest,
    reply: BlobVerified,
  },
  {
    method: 'get',
    path: '/sync/v1/blobs/:sha256',
    summary: 'A photo’s bytes, or a smaller copy.',
    needs: 'device',
    params: BlobParams,
    query: BlobQuery,
    reply: bytes,
  },
  {
    method: 'post',
    path: '/sync/v1/files',
    summary: 'tus 1.0: begins an upload, without bytes. Its metadata may name the sha256, in base64.',
    needs: 'device',
    headers: Tus.extend({ 'upload-length': Count, 'upload-metadata': z.string().optional() }),
    status: 201,
  },
  { method: 'options', path: '/sync/v1/files', summary: 'tus 1.0: what is offered.', needs: 'device', status: 204 },
  {
    method: 'head',
    path: '/sync/v1/files/:id',
    summary: 'tus 1.0: how far an upload is.',
    needs: 'device',
    params: OneUpload,
    headers: Tus,
  },
  {
    method: 'patch',
    path: '/sync/v1/files/:id',
    summary: 'tus 1.0: the next bytes, at most 1 MiB.',
    needs: 'device',
    params: OneUpload,
    headers: Tus.extend({ 'upload-offset': Count }),
    body: 'application/offset+octet-stream',
    status: 204,
  },
  {
    method: 'delete',
    path: '/sync/v1/files/:id',
    summary: 'tus 1.0: gives an upload up.',
    needs: 'device',
    params: OneUpload,
    headers: Tus,
    status: 204,
  },
  {
    method: 'post',
    path: '/console/v1/login',
    summary: 'Sets the session’s cookie.',
    needs: 'nothing',
    body: LoginRequest,
    reply: Account,
  },
  { method: 'get', path: '/console/v1/me', summary: 'Who is logged in.', needs: 'account', reply: Account },
  {
    method: 'get',
    path: '/console/v1/overview',
    summary: 'How every subdistrict stands: records, what waits for a person, estates, devices.',
    needs: 'account',
    reply: Overview,
  },
  {
    method: 'post',
    path: '/console/v1/password',
    summary: 'Ends every other session.',
    needs: 'account',
    body: PasswordRequest,
    reply: Account,
  },
  { method: 'post', path: '/console/v1/logout', summary: 'Ends this session.', needs: 'nothing', reply: Ok },
];
