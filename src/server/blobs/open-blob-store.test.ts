import { expect, test } from 'vitest';
import { readS3Settings } from './open-blob-store.ts';

const keys = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' };

test('s3://bucket/prefix is a bucket of AWS, named in the host; with an endpoint it is that service, named in the path', () => {
  expect(readS3Settings('s3://photos/a/b/', { ...keys, AWS_REGION: 'cn-north-1' })).toMatchObject({
    endpoint: 'https://s3.cn-north-1.amazonaws.com',
    bucket: 'photos',
    prefix: 'a/b/',
    addressing: 'host',
  });
  const own = readS3Settings('s3://photos', { ...keys, AWS_ENDPOINT_URL_S3: 'http://10.0.0.5:9000' });
  expect(own).toMatchObject({ endpoint: 'http://10.0.0.5:9000', prefix: '', addressing: 'path' });
});

test('what is missing is named, and a place that is no bucket is refused', () => {
  expect(() => readS3Settings('s3://photos', {})).toThrow('AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY');
  expect(() => readS3Settings('/var/photos', keys)).toThrow('s3://bucket/prefix');
});
