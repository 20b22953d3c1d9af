// Objects of a folder: multipart uploads, lost answers, other writers.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { S3Bucket } from '../../connector/destinations/storage/bucket.js';
import { s3Place } from '../../connector/destinations/storage/s3-options.js';
import { S3Storage } from '../../connector/destinations/storage/s3-storage.js';
import { BUCKET, KEYS, type ObjectServer, startObjectServer } from './server.js';

const MB = 1024 * 1024;
let server: ObjectServer;

beforeAll(async () => {
  server = await startObjectServer();
});

beforeEach(() => {
  Object.assign(server, { conditions: 'kept', fate: () => undefined, requests: [] });
  server.uploads.clear();
});

afterAll(() => server.close());

const bucket = (more: Record<string, string> = {}) =>
  new S3Bucket(
    s3Place(
      { path: `s3://${BUCKET}/in/here`, endpoint: server.endpoint, region: 'gra', ...KEYS, ...more },
      {},
    ),
  );
const storage = () => new S3Storage(bucket());

/** Bytes that no other megabyte has. */
async function* megabytes(count: number, fail?: Error) {
  for (let n = 0; n < count; n++) yield Buffer.alloc(MB, n + 1);
  if (fail) throw fail;
}

async function readAll(
  name: string,
  range?: { offset: number; length: number },
): Promise<Buffer | undefined> {
  const file = await storage().open(name, range);
  const { offset, length } = range ?? { offset: 0, length: 100 * MB };
  const bytes = await file?.read(offset, length);
  await file?.close();
  return bytes;
}

const whole = async (count: number) => {
  const chunks: Buffer[] = [];
  for await (const chunk of megabytes(count)) chunks.push(chunk);
  return Buffer.concat(chunks);
};

const pieces = () =>
  server.requests.filter(({ method, query }) => method === 'PUT' && query.has('partNumber'));
const isSigned = ({ headers }: { headers: object }) =>
  /^[0-9a-f]{64}$/.test(String((headers as Record<string, unknown>)['x-amz-content-sha256']));

describe('uploads', () => {
  test('many bytes go in pieces, each signed with its SHA-256, never many in memory', async () => {
    let most = 0;
    let given = 0;
    async function* watched() {
      for await (const chunk of megabytes(40)) {
        given += chunk.length;
        yield chunk;
        most = Math.max(most, given - pieces().reduce((sum, { bytes }) => sum + bytes, 0));
      }
    }
    await storage().put('big.parquet', watched());
    expect(pieces().map(({ bytes }) => bytes / MB)).toEqual([8, 8, 8, 8, 8]);
    expect(pieces().every(isSigned)).toBe(true);
    expect(most).toBeLessThan(33 * MB);
    expect((await readAll('big.parquet'))?.equals(await whole(40))).toBe(true);
    expect(server.uploads.size).toBe(0);
  });

  test('few bytes, or none, are one request', async () => {
    await storage().put('small.jsonl', megabytes(1));
    await storage().put('empty.jsonl', megabytes(0));
    expect(server.requests.map(({ method }) => method)).toEqual(['PUT', 'PUT']);
    expect(server.requests.every(isSigned)).toBe(true);
    expect(await readAll('empty.jsonl')).toEqual(Buffer.alloc(0));
  });

  test('what fails in the middle leaves nothing, and what was there before', async () => {
    await storage().put('table.csv', megabytes(1));
    const problem = new Error('no more rows');
    await expect(storage().put('table.csv', megabytes(20, problem))).rejects.toBe(problem);
    server.fate = ({ query }) =>
      query.get('partNumber') === '2' ? { status: 403, code: 'AccessDenied' } : undefined;
    await expect(storage().put('table.csv', megabytes(20))).rejects.toMatchObject({
      name: 'DestinationError',
    });
    expect(server.uploads.size).toBe(0);
    expect(await readAll('table.csv')).toHaveLength(MB);
  });

  test('who loses the lock while bytes are on their way gives the upload up', async () => {
    let checks = 0;
    const lost = new Error('lost');
    const check = async () => {
      if (++checks > 1) throw lost;
    };
    await storage().put('late.csv', megabytes(1));
    await expect(new S3Storage(bucket(), check).put('late.csv', megabytes(20))).rejects.toBe(lost);
    expect([checks, server.uploads.size]).toEqual([2, 0]);
    expect(await readAll('late.csv')).toHaveLength(MB);
  });

  test('errors that pass are tried again', async () => {
    let failures = 0;
    server.fate = ({ method }) => {
      if (method !== 'PUT' || failures >= 4) return undefined;
      return [{ status: 503, code: 'SlowDown' }, 'cut', { status: 500, code: 'InternalError' }, 'lost'][
        failures++
      ] as never;
    };
    await storage().put('again.jsonl', megabytes(12));
    expect(failures).toBe(4);
    expect((await readAll('again.jsonl'))?.equals(await whole(12))).toBe(true);
  });

  test('uploads that a crash has left are seen as unfinished, and go', async () => {
    server.fate = ({ query }) =>
      query.has('partNumber') || query.has('uploadId') ? { status: 403, code: 'AccessDenied' } : undefined;
    await storage()
      .put('_ovh/1.segments', megabytes(20))
      .catch(() => undefined);
    expect([...server.uploads.values()]).toEqual(['in/here/_ovh/1.segments']);
    server.fate = () => undefined;
    const other = storage();
    expect(await other.list('_ovh')).toContain('_ovh/1.segments.tmp');
    await other.remove('_ovh/1.segments.tmp');
    expect(server.uploads.size).toBe(0);
  });

  test('with a CRC32 besides, where the server knows it', async () => {
    await new S3Storage(bucket({ checksum: 'crc32' })).replace(
      'crc.json',
      Buffer.from('123456789'),
      undefined,
    );
    const [sent] = server.requests.filter(({ method }) => method === 'PUT');
    expect(sent?.headers['x-amz-checksum-crc32']).toBe('y/Q5Jg==');
  });
});

describe('reading', () => {
  test('a piece, from memory or from a file; to its end also after it was removed', async () => {
    await storage().put('parts.bin', megabytes(6));
    const small = { offset: 2 * MB - 2, length: 4 };
    expect([...((await readAll('parts.bin', small)) ?? [])]).toEqual([2, 2, 3, 3]);
    const large = await storage().open('parts.bin', { offset: MB, length: 3 * MB });
    await storage().remove('parts.bin');
    expect((await large?.read(MB, 4 * MB))?.equals((await whole(4)).subarray(MB))).toBe(true);
    await large?.close();
    expect(await storage().open('parts.bin')).toBeUndefined();
    expect(await storage().get('parts.bin')).toBeUndefined();
  });

  test('names are those below the place alone, however many', async () => {
    await server.put('in/here-not/x', '1');
    await server.put('in/here/deeper/x', '1');
    const before = (await storage().list('many')).length;
    for (let n = 0; n < 120; n++) await server.put(`in/here/many/${n}`, '1');
    expect(before).toBe(0);
    expect(await storage().list('many')).toHaveLength(120);
    const top = await storage().list('');
    expect(top.filter((name) => /x|many|deeper/.test(name) && name !== 'big.parquet')).toEqual([]);
  });
});

describe('replacing', () => {
  test.each(['kept', 'ignored', 'refused'] as const)(
    'only what was read; conditions are %s',
    async (conditions) => {
      server.conditions = conditions;
      const name = `${conditions}.json`;
      const one = storage();
      const first = await one.replace(name, Buffer.from('1'), undefined);
      const second = await one.replace(name, Buffer.from('2'), first);
      expect((await storage().get(name))?.tag).toBe(second);
      for (const tag of [undefined, first, '"other"']) {
        await expect(storage().replace(name, Buffer.from('3'), tag)).rejects.toThrow(
          /another program has loaded/,
        );
      }
      expect(String((await storage().get(name))?.bytes)).toBe('2');
    },
  );

  test('who writes between the look and the write is not overwritten', async () => {
    const tag = await storage().replace('race.json', Buffer.from('1'), undefined);
    server.fate = async ({ method, key }) => {
      if (method === 'PUT' && key.endsWith('race.json')) await server.put(key, 'theirs');
      return undefined;
    };
    await expect(storage().replace('race.json', Buffer.from('2'), tag)).rejects.toThrow(/another program/);
    expect(String((await storage().get('race.json'))?.bytes)).toBe('theirs');
  });

  test('an answer that was lost is no other program', async () => {
    const one = storage();
    const tag = await one.replace('lost.json', Buffer.from('1'), undefined);
    let lost = 0;
    server.fate = ({ method }) => (method === 'PUT' && lost++ === 0 ? 'lost' : undefined);
    const next = await one.replace('lost.json', Buffer.from('2'), tag);
    expect((await storage().get('lost.json'))?.tag).toBe(next);
    expect(lost).toBe(2);
  });

  test('when nobody knows whether the manifest was written, nothing is removed any more', async () => {
    const one = storage();
    await one.put('_ovh/9.segments', megabytes(1));
    const tag = await one.replace('unsure.json', Buffer.from('1'), undefined);
    // The write is done, and from then on nothing answers.
    let isGone = false;
    server.fate = ({ method }) => {
      const fate = isGone ? 'cut' : method === 'PUT' ? 'lost' : undefined;
      isGone ||= fate === 'lost';
      return fate;
    };
    await expect(one.replace('unsure.json', Buffer.from('2'), tag)).rejects.toMatchObject({
      name: 'DestinationError',
      message: expect.stringContaining('the connection was cut'),
    });
    server.fate = () => undefined;
    await one.remove('_ovh/9.segments');
    expect(String((await storage().get('unsure.json'))?.bytes)).toBe('2');
    expect(await readAll('_ovh/9.segments')).toHaveLength(MB);
  });
});
