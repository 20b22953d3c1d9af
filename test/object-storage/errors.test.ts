// Faults of object storage in words, and options that cannot be used.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { S3Bucket } from '../../connector/destinations/storage/bucket.js';
import { connect } from '../../connector/destinations/storage/s3-client.js';
import { s3Problem } from '../../connector/destinations/storage/s3-errors.js';
import { s3Place } from '../../connector/destinations/storage/s3-options.js';
import { BUCKET, KEYS, type ObjectServer, startObjectServer } from './server.js';

let server: ObjectServer;

beforeAll(async () => {
  server = await startObjectServer();
});

beforeEach(() => {
  server.fate = () => undefined;
});

afterAll(() => server.close());

const place = (more: Record<string, string | boolean> = {}, env = {}) =>
  s3Place({ path: `s3://${BUCKET}/x`, endpoint: server.endpoint, region: 'gra', ...KEYS, ...more }, env);

test.each([
  [403, 'AccessDenied', /refuses access.*docs\/destinations.md lists the rights/],
  [403, 'RequestTimeTooSkewed', /clock of this machine is wrong/],
  [400, 'AuthorizationHeaderMalformed', /another region/],
  [403, 'QuotaExceeded', /room of the bucket is used up/],
  [400, 'ExpiredToken', /keys have expired/],
  [418, 'Teapot', /the server refused \(Teapot: said the server\)/],
])('answer %i %s', async (status, code, words) => {
  server.fate = () => ({ status, code });
  await expect(new S3Bucket(place()).list('')).rejects.toMatchObject({
    name: 'DestinationError',
    message: expect.stringMatching(words),
  });
});

test('what is no object storage at all', async () => {
  const page = createServer((_, response) => response.end('<html><body>Welcome<br></body></html>'));
  await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(page.address() as AddressInfo).port}`;
  await expect(new S3Bucket(place({ endpoint })).list('')).rejects.toMatchObject({
    message: expect.stringContaining('what answers there is no object storage'),
  });
  page.closeAllConnections();
  page.close();
});

test.each([
  ['ENOTFOUND', /no such host/],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /NODE_EXTRA_CA_CERTS/],
  ['ETIMEDOUT', /does not answer in time/],
])('of the network: %s', (code, words) => {
  const error = Object.assign(new Error('x'), { code });
  expect(String(s3Problem(error, 's3://b'))).toMatch(words);
  expect(String(s3Problem(new Error('wrapped', { cause: error }), 's3://b'))).toMatch(words);
});

test('an error of ours stays what it is', () => {
  const error = new TypeError('a mistake');
  expect(s3Problem(error, 's3://b')).toBe(error);
});

test('without the packages: which ones', async () => {
  const missing = () => Promise.reject(Object.assign(new Error('no'), { code: 'ERR_MODULE_NOT_FOUND' }));
  await expect(connect(place(), missing)).rejects.toMatchObject({
    name: 'DestinationError',
    message: expect.stringContaining('npm install @aws-sdk/client-s3 @aws-sdk/lib-storage'),
  });
});

describe('options', () => {
  test('what is not given comes from the environment, the region from an address of OVHcloud', () => {
    const { endpoint, region, keys, forcePathStyle } = s3Place(
      { path: 's3://tables' },
      { AWS_ENDPOINT_URL_S3: 'https://s3.eu-west-par.io.cloud.ovh.net' },
    );
    expect({ endpoint, region, keys, forcePathStyle }).toEqual({
      endpoint: 'https://s3.eu-west-par.io.cloud.ovh.net',
      region: 'eu-west-par',
      keys: undefined,
      forcePathStyle: false,
    });
    expect(place({}, { AWS_REGION: 'sbg' }).region).toBe('gra');
    expect(place().forcePathStyle).toBe(true);
    expect(place({ forcePathStyle: false }).forcePathStyle).toBe(false);
    expect(place({ path: 's3://tables/a/b/' })).toMatchObject({ prefix: 'a/b', location: 's3://tables/a/b' });
    expect(place({ path: 's3://tables' })).toMatchObject({ prefix: '', location: 's3://tables' });
  });

  test.each([
    [{ AWS_ENDPOINT_URL_S3: 'http://minio:9000' }, /must be https/],
    [{ AWS_ENDPOINT_URL: 'http://minio:9000' }, /must be https/],
    [{ HTTPS_PROXY: 'socks5://user:hunter22@proxy:1080' }, /HTTPS_PROXY \(not shown\)/],
  ])('refused in the environment: %j', (env, words) => {
    expect(() => s3Place({ path: 's3://tables' }, env)).toThrow(
      expect.objectContaining({ name: 'ConfigError', message: expect.stringMatching(words) }),
    );
  });

  test('an endpoint of a profile is https too, or nothing is sent', async () => {
    const { client, sdk } = await connect({ ...place(), endpoint: 'http://minio.test:9000' });
    const listing = client.send(new sdk.ListObjectsV2Command({ Bucket: BUCKET }));
    await expect(listing).rejects.toMatchObject({ message: expect.stringMatching(/plain http/) });
  });

  test.each([
    [{ path: 's3://a/b' }, /s3:\/\/bucket\/prefix/],
    [{ path: 's3://tables//b' }, /empty parts/],
    [{ path: 's3://tables/./b' }, /empty parts/],
    [{ endpoint: 's3.gra.io.cloud.ovh.net' }, /must be an address/],
    [{ endpoint: 'https://key:secret@host' }, /without keys/],
    [{ endpoint: 'http://s3.gra.io.cloud.ovh.net' }, /must be https/],
    [{ endpoint: 'http://minio:9000' }, /must be https/],
    [{ endpoint: 'http://10.0.0.5:9000' }, /must be https/],
    [{ endpoint: 'http://127.0.0.1.example.com' }, /must be https/],
    [{ proxy: 'socks5://proxy:1080' }, /not shown.*HTTP proxy/],
    [{ ca: '/not/there.pem' }, /cannot be read \(ENOENT\)/],
    [{ ca: import.meta.filename }, /no certificate in PEM form/],
    [{ secretAccessKey: '' }, /secretAccessKey: is missing/],
  ])('refused: %j', (options, words) => {
    expect(() => place(options)).toThrow(
      expect.objectContaining({ name: 'ConfigError', message: expect.stringMatching(words) }),
    );
  });
});
