import path from 'node:path';
import { z } from 'zod';
import type { BlobStore } from './blob-store.ts';
import { createFolderBlobStore } from './folder-blob-store.ts';
import { createS3BlobStore } from './s3-blob-store.ts';
import { createS3Client, type S3Settings } from './s3-client.ts';

/** The blob store that `BLOB_STORE` names: `s3://bucket/prefix`, or without it a folder beside the database. @throws Error for one that says neither */
export function openBlobStore(
  env: NodeJS.ProcessEnv,
  { dataFolder, stagingFolder }: { dataFolder: string; stagingFolder: string },
): BlobStore {
  const place = env.BLOB_STORE ?? '';
  if (place === '') return createFolderBlobStore(path.join(dataFolder, 'blobs'));
  return createS3BlobStore(createS3Client(readS3Settings(place, env)), stagingFolder);
}

const S3Environment = z.object({
  AWS_ACCESS_KEY_ID: z.string().min(1),
  AWS_SECRET_ACCESS_KEY: z.string().min(1),
  AWS_SESSION_TOKEN: z.string().min(1).optional(),
  AWS_REGION: z.string().min(1).default('us-east-1'),
  /** Without one it is AWS itself. */
  AWS_ENDPOINT_URL_S3: z.url({ protocol: /^https?$/ }).optional(),
  S3_ADDRESSING: z.enum(['path', 'host']).optional(),
});

/** `s3://bucket/prefix` with the environment names that every S3 tool reads. @throws Error naming the variable that is missing or wrong */
export function readS3Settings(place: string, env: NodeJS.ProcessEnv): S3Settings {
  const url = URL.canParse(place) ? new URL(place) : undefined;
  if (url?.protocol !== 's3:' || url.hostname === '') throw new Error('BLOB_STORE must be s3://bucket/prefix');
  const read = S3Environment.safeParse(env);
  if (!read.success)
    throw new Error(`BLOB_STORE is S3: ${read.error.issues.map(({ path: names }) => names.join('.')).join(', ')} missing or wrong`);
  const { AWS_ENDPOINT_URL_S3: endpoint, AWS_REGION: region, AWS_SESSION_TOKEN: sessionToken, S3_ADDRESSING: addressing } = read.data;
  const prefix = decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, '');
  return {
    endpoint: endpoint ?? `https://s3.${region}.amazonaws.com`,
    region,
    bucket: url.hostname,
    prefix: prefix === '' ? '' : `${prefix}/`,
    accessKeyId: read.data.AWS_ACCESS_KEY_ID,
    secretAccessKey: read.data.AWS_SECRET_ACCESS_KEY,
    ...(sessionToken === undefined ? {} : { sessionToken }),
    addressing: addressing ?? (endpoint === undefined ? 'host' : 'path'),
  };
}
