// PostgreSQL: what can go wrong with a server, and what others have in a database.
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { postgresDestination } from '../../connector/destinations/postgres/postgres.js';
import type { TableSession } from '../../connector/model/destination.js';
import { Decimal } from '../../connector/model/json.js';
import { JsonText } from '../../connector/model/table.js';
import { batch, bill, write } from '../destinations/slices.js';
import { INSTALL_TIMEOUT, schemaFixture } from './fixture.js';
import { type Server, startServer } from './server.mjs';

let server: Server;

beforeAll(async () => {
  // Users whose name begins with `p` need a password.
  server = await startServer(
    { ssl: 'on', ssl_cert_file: 'server.crt', ssl_key_file: 'server.key' },
    (folder, own) => {
      const file = (name: string) => join(folder, name);
      const subject = ['-subj', '/CN=db.example', '-addext', 'subjectAltName=DNS:db.example,DNS:localhost'];
      const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject];
      execFileSync('openssl', [...made, '-keyout', file('server.key'), '-out', file('server.crt')], {
        stdio: 'pipe',
      });
      execFileSync('chmod', ['600', file('server.key')]);
      for (const name of ['server.key', 'server.crt']) own(file(name));
      writeFileSync(
        file('pg_hba.conf'),
        'local all all trust\nhostnossl all tls all reject\nhost all phone all scram-sha-256\nhost all all all trust\n',
      );
    },
  );
}, INSTALL_TIMEOUT);

afterAll(async () => {
  await server.stop();
});

async function inSession<T>(
  work: (session: TableSession, schema: string) => Promise<T>,
  options: Record<string, string> = {},
): Promise<T> {
  const fixture = schemaFixture(server, options);
  const session = await fixture.open();
  try {
    return await work(session, fixture.schema);
  } finally {
    await session.close();
    await fixture.remove();
  }
}

const at = (options: Record<string, string | number>, env: NodeJS.ProcessEnv = {}) =>
  postgresDestination({ url: server.url(), ...options }, env);

async function failure(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (problem: unknown) => problem,
  );
  expect(error).toMatchObject({ name: 'DestinationError' });
  return String((error as Error).message);
}

describe('types', () => {
  test('each column has a type of its own', async () => {
    await inSession(async (session, schema) => {
      const columns = {
        k: 'text',
        i: 'bigint',
        d: 'decimal',
        b: 'boolean',
        j: 'json',
        t: 'timestamp',
        y: 'date',
      } as const;
      const row = [
        'k',
        2n ** 62n,
        new Decimal('5.00'),
        true,
        new JsonText('{"b": 1.10}'),
        '2024-02-29T12:00:00.5+01:00',
        '2024-02-29',
      ];
      await write(session, batch('t', columns, ['k'], [row]));
      const sql = `SELECT column_name::text, data_type::text FROM information_schema.columns
        WHERE table_schema = $1 AND table_name = 't' ORDER BY ordinal_position`;
      expect(Object.fromEntries((await server.sql(sql, [schema])) as [string, string][])).toEqual({
        k: 'text',
        i: 'bigint',
        d: 'numeric',
        b: 'boolean',
        j: 'jsonb',
        t: 'timestamp with time zone',
        y: 'date',
      });
      const say = `SELECT i + 1 || '', d * 3 || '', j->>'b', (t AT TIME ZONE 'UTC')::text, y + 1 || '' FROM ${schema}.t`;
      expect(await server.sql(say)).toEqual([
        ['4611686018427387905', '15.00', '1.10', '2024-02-29 11:00:00.5', '2024-03-01'],
      ]);
    });
  });

  test.each([
    ['a moment without an offset', '2024-01-01T00:00:00'],
    ['a day that there is not', '2023-02-29T00:00:00Z'],
    ['finer than microseconds', '2024-01-01T00:00:00.1234567Z'],
    ['a year of five digits in UTC', '9999-12-31T23:59:59-05:00'],
  ])('what is no instant makes its column text, and nothing is lost: %s', async (_what, odd) => {
    await inSession(async (session, schema) => {
      const one = (id: string, t: string) => batch('t', { id: 'text', t: 'timestamp' }, ['id'], [[id, t]]);
      await write(session, one('1', '2024-01-01T01:00:00+01:00'));
      await write(session, one('2', odd));
      await write(session, one('3', '2024-01-01T00:00:00.000001Z'));
      expect(await server.sql(`SELECT t FROM ${schema}.t ORDER BY id`)).toEqual([
        ['2024-01-01T00:00:00.000000Z'],
        [odd],
        ['2024-01-01T00:00:00.000001Z'],
      ]);
    });
  });

  test('NUL and half pairs are U+FFFD, also as escapes in JSON, and are counted', async () => {
    await inSession(async (session, schema) => {
      const rows = [
        [
          'a\0',
          'x\ud800y',
          new JsonText('{"a":"\\u0000","b":"\\\\u0000","c":"\\ud83d\\ude00","d":"\\ud800"}'),
        ],
        ['b', 'clean', new JsonText('"\\u00e9"')],
      ];
      const columns = { id: 'text', t: 'text', j: 'json' } as const;
      expect(await write(session, batch('t', columns, ['id'], rows))).toEqual({
        rows: { t: 2 },
        replacedCharacters: 3,
      });
      const found = await server.sql(`SELECT id, t, j FROM ${schema}.t ORDER BY id`);
      expect(found).toEqual([
        ['a\ufffd', 'x\ufffdy', { a: '\ufffd', b: '\\u0000', c: '😀', d: '\ufffd' }],
        ['b', 'clean', 'é'],
      ]);
    });
  });
});

describe('names', () => {
  test('of more than 63 bytes are cut and end with a hash; the catalogue has both', async () => {
    await inSession(async (session, schema) => {
      const long = 'é'.repeat(40);
      const columns = { [`${long}1`]: 'text', [`${long}2`]: 'bigint', ctid: 'text' } as const;
      for (const value of [1, 2])
        await write(session, batch(long, columns, [`${long}1`], [['k', value, 'c']]));
      const stored = (await server.sql(
        `SELECT column_name, stored_column, stored_table FROM ${schema}._ovh_columns ORDER BY position`,
      )) as [string, string, string][];
      expect(stored.map(([name]) => name)).toEqual(Object.keys(columns));
      expect(new Set(stored.map(([, name]) => name)).size).toBe(3);
      for (const [, name, table] of stored) {
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63);
        expect(Buffer.byteLength(table)).toBeLessThanOrEqual(63);
      }
      const rows: unknown[] = [];
      for await (const row of session.rows(long)) rows.push(row);
      expect(rows).toEqual([{ [`${long}1`]: 'k', [`${long}2`]: 2n, ctid: 'c' }]);
    });
  });

  test('a schema may have any name', async () => {
    const destination = at({ schema: `x"; DROP TABLE t; -- é` });
    const session = await destination.open();
    await write(session, bill(['a', 1]));
    expect(await session.count('bill')).toBe(1);
    await session.close();
    expect(await destination.check()).toBe('exists');
  });
});

describe('what others have made', () => {
  test('a table of the same name is refused and stays', async () => {
    await inSession(async (session, schema) => {
      await server.sql(`CREATE TABLE ${schema}.bill (x int)`);
      expect(await failure(write(session, bill(['a', 1])))).toMatch(
        /already has a table "bill".*did not make/s,
      );
      await server.sql(`CREATE VIEW ${schema}.v AS SELECT 1`);
      expect(await failure(session.prepare([{ ...bill().schema, table: 'v' }]))).toMatch(
        /already has a view/,
      );
    });
  });

  test('a view on a column that must widen is told, and nothing is harmed; other views stay', async () => {
    await inSession(async (session, schema) => {
      await write(session, bill(['a', 1]));
      await server.sql(`CREATE VIEW ${schema}.bills AS SELECT n FROM ${schema}.bill`);
      await server.sql(`CREATE INDEX ON ${schema}.bill (n)`);
      const wider = batch('bill', { id: 'text', n: 'text', m: 'text' }, ['id'], [['b', 'x', 'y']]);
      expect(await failure(write(session, wider))).toMatch(/a view.*Remove it, run again.*view.*bills/s);
      expect(await session.count('bill')).toBe(1);
      await server.sql(`DROP VIEW ${schema}.bills`);
      await server.sql(`CREATE VIEW ${schema}.ids AS SELECT id FROM ${schema}.bill`);
      await write(session, wider);
      expect(await server.sql(`SELECT * FROM ${schema}.ids ORDER BY 1`)).toEqual([['a'], ['b']]);
    });
  });

  test('an empty table may get another key, one with rows may not', async () => {
    await inSession(async (session) => {
      const other = { ...bill().schema, primaryKey: ['n'] };
      await session.prepare([bill().schema]);
      await session.prepare([other]);
      expect((await session.tables())[0]?.primaryKey).toEqual(['n']);
      await write(session, { schema: other, rows: [['a', 1]] });
      expect(await failure(session.prepare([bill().schema]))).toMatch(/primary key \(n\)/);
    });
  });

  test('a column, a default and a unique index of others', async () => {
    await inSession(async (session, schema) => {
      await write(session, bill(['a', 1]));
      await server.sql(`ALTER TABLE ${schema}.bill ADD COLUMN note text DEFAULT 'new'`);
      await write(session, bill(['b', 2]));
      expect(await server.sql(`SELECT id, note FROM ${schema}.bill ORDER BY id`)).toEqual([
        ['a', 'new'],
        ['b', 'new'],
      ]);
      const own = batch('bill', { id: 'text', note: 'text' }, ['id'], [['c', 'x']]);
      expect(await failure(write(session, own))).toMatch(/column "note" that source-ovhcloud did not make/);
      await server.sql(`CREATE UNIQUE INDEX ON ${schema}.bill (n)`);
      expect(await failure(write(session, bill(['c', 2])))).toMatch(/unique index.*Remove it/s);
      expect(await session.count('bill')).toBe(2);
    });
  });
});

describe('rights', () => {
  test('CREATE and USAGE on the schema are enough, as the guide says', async () => {
    await server.sql('CREATE ROLE loader LOGIN');
    await server.sql('CREATE SCHEMA given');
    const as = (schema: string) => postgresDestination({ url: server.url('loader'), schema }, {});
    expect(await failure(as('given').check())).toMatch(/may not make tables.*GRANT USAGE, CREATE ON SCHEMA/);
    expect(await failure(as('other').check())).toMatch(/may not make the schema/);
    expect(await failure(as('other').open())).toMatch(/lacks a right.*permission denied for database/s);
    expect(await failure(as('other').open({ readOnly: true }))).toMatch(/nothing was loaded/);
    await server.sql('GRANT USAGE, CREATE ON SCHEMA given TO loader');
    expect(await as('given').check()).toBe('will be made');
    const release = await as('given').lock({ pid: 1, host: 'h', since: '2026-01-01T00:00:00.000Z' });
    const session = await as('given').open();
    await write(session, bill(['a', 1]));
    await write(session, batch('bill', { id: 'text', n: 'text' }, ['id'], [['a', 'x']]));
    expect(await session.count('bill')).toBe(1);
    expect(await session.comments?.read()).toEqual([{ table: 'bill', columns: {} }]);
    // The owner alone may comment: a table that was given to another is not listed.
    await server.sql('ALTER TABLE given.bill OWNER TO CURRENT_USER');
    expect(await session.comments?.read()).toEqual([]);
    await server.sql('ALTER TABLE given.bill OWNER TO loader');
    await session.close();
    // Who holds the lock is told to other users too.
    const other = at({ schema: 'given' }).lock({ pid: 2, host: 'h', since: '2026-01-02T00:00:00.000Z' });
    expect(await failure(other)).toMatch(/process 1 on h, since 2026-01-01T00:00:00.000Z/);
    await release();
    expect(await as('given').check()).toBe('exists');
  });

  test('the statements of the guide do what it says', async () => {
    const guide = readFileSync(resolve(import.meta.dirname, '../../docs/destinations.md'), 'utf8');
    const [grants, readers, names, locks] = [...guide.matchAll(/```sql\n(.*?)```/gs)].map(
      (match) => match[1] ?? '',
    );
    await server.sql('CREATE DATABASE billing');
    const database = (user: string) => server.url(user).replace(/postgres$/, 'billing');
    const run = async (user: string, script: string) => {
      const client = new pg.Client({ connectionString: database(user), ssl: false });
      await client.connect();
      try {
        return (await client.query(script)).rows as Record<string, unknown>[];
      } finally {
        await client.end();
      }
    };
    await run(
      'admin',
      'REVOKE ALL ON DATABASE billing FROM PUBLIC; GRANT CONNECT ON DATABASE billing TO PUBLIC',
    );
    await run('admin', (grants ?? '').replaceAll('loader', 'guided'));
    await run('admin', `${(readers ?? '').replaceAll('loader', 'guided')}; ALTER ROLE reader LOGIN`);
    const destination = postgresDestination({ url: database('guided') }, {});
    const release = await destination.lock({ pid: 1, host: 'h', since: '2026-01-01T00:00:00.000Z' });
    const session = await destination.open();
    await write(session, bill(['a', 1]));
    await write(session, batch('bill', { id: 'text', n: 'text' }, ['id'], [['a', 'x']]));
    expect(await run('reader', 'SELECT * FROM ovh.bill')).toEqual([{ id: 'a', n: 'x' }]);
    expect((await run('reader', names ?? '')).map((row) => row.path)).toEqual(['p.id', 'p.n']);
    expect(await run('reader', locks ?? '')).toHaveLength(1);
    await session.close();
    await release();
  });

  test('opened to be read, it makes and changes nothing', async () => {
    const destination = at({ schema: 'unread' });
    expect(await failure(destination.open({ readOnly: true }))).toMatch(
      /nothing was loaded into this schema/,
    );
    expect(await server.sql("SELECT 1 FROM pg_namespace WHERE nspname = 'unread'")).toEqual([]);
    await (await destination.open()).close();
    const reading = await destination.open({ readOnly: true });
    expect(await failure(reading.prepare([bill().schema]))).toMatch(/read-only/);
    await reading.close();
  });
});

describe('the way to the server', () => {
  const secret = 'p@ss:w/rd#1';

  test('what goes wrong is told in words, without the password', async () => {
    await server.sql(`CREATE ROLE phone LOGIN PASSWORD '${secret}'`);
    const { port } = server;
    const url = (rest: string) => ({
      url: `postgresql://phone:${encodeURIComponent(secret)}x@127.0.0.1${rest}`,
    });
    const messages = await Promise.all(
      [
        url(':1/postgres'),
        url(`:${port}/postgres`),
        { url: server.url().replace(/postgres$/, 'nowhere') },
        { url: `postgresql://phone@127.0.0.1:${port}/postgres` },
        { host: '/nonexistent', user: 'admin', url: 'postgresql:///postgres' },
      ].map((options) => failure(at(options as Record<string, string>).open())),
    );
    const words = [
      /no server answers/,
      /password is wrong/,
      /no such database/,
      /none is given/,
      /no such socket/,
    ];
    for (const [index, pattern] of words.entries()) expect(messages[index]).toMatch(pattern);
    const everything = JSON.stringify([messages, at(url(`:${port}/postgres`)).location]);
    for (const text of [secret, encodeURIComponent(secret)]) expect(everything).not.toContain(text);
    const right = at({ url: `postgresql://phone:${encodeURIComponent(secret)}@127.0.0.1:${port}/postgres` });
    expect(await right.check().catch((error) => error.message)).toMatch(/may not make the schema/);
  });

  test('an address that cannot be read is refused without being shown', () => {
    for (const url of [`postgresql://u:${secret}@h:99999/d`, `postgresql://u:x@h/d?evil=1`]) {
      expect(() => at({ url })).toThrow(/address/);
      expect(() => at({ url })).not.toThrow(/p@ss/);
    }
  });

  test('options, variables of psql and sockets', async () => {
    const { port, folder } = server;
    const env = { PGHOST: '127.0.0.1', PGPORT: String(port), PGUSER: 'admin', PGDATABASE: 'postgres' };
    expect(await postgresDestination({ schema: 'env' }, env).check()).toBe('will be made');
    const options = { host: folder, port, user: 'admin', database: 'postgres', schema: 'env' };
    expect(await postgresDestination(options, {}).check()).toBe('will be made');
    expect(
      await postgresDestination({ url: 'postgresql:///postgres', host: '127.0.0.1' }, env).check(),
    ).toBeTruthy();
  });

  test('TLS: encrypted, of a known authority, of the host that is named', async () => {
    await server.sql('CREATE ROLE tls LOGIN');
    const sslRootCert = join(server.folder, 'server.crt');
    const to = (host: string, options: Record<string, string>) =>
      postgresDestination({ url: `postgresql://tls@${host}:${server.port}/postgres`, ...options }, {});
    const met = /may not make the schema/;
    expect(await failure(to('127.0.0.1', {}).check())).toMatch(/does not let this user in/);
    expect(await failure(to('127.0.0.1', { sslMode: 'require' }).check())).toMatch(met);
    expect(await failure(to('localhost', { sslMode: 'verify-full' }).check())).toMatch(/sslRootCert/);
    expect(await failure(to('localhost', { sslMode: 'verify-full', sslRootCert }).check())).toMatch(met);
    const address = (query: string) =>
      postgresDestination({ url: `postgresql://tls@localhost:${server.port}/postgres?${query}` }, {}).check();
    expect(await failure(address('sslmode=verify-full'))).toMatch(/\?sslrootcert=FILE.*\?sslmode=require/);
    expect(await failure(address(`sslmode=verify-full&sslrootcert=${sslRootCert}`))).toMatch(met);
    expect(await failure(address('sslmode=require'))).toMatch(met);
    expect(await failure(to('127.0.0.1', { sslMode: 'verify-full', sslRootCert }).check())).toMatch(
      /another host/,
    );
    expect(await failure(to('127.0.0.1', { sslMode: 'verify-ca', sslRootCert }).check())).toMatch(met);
    expect(await failure(to('localhost', { sslMode: 'require', sslRootCert: '/no' }).check())).toMatch(
      /cannot be read/,
    );
  });
});

describe('a connection that is lost', () => {
  const cut = (name = '%') =>
    server.sql(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name LIKE $1 AND application_name ~ 'ovh' AND pid <> pg_backend_pid()`,
      [name],
    );

  test('in the middle of a slice: nothing of it is there, and the next one is written', async () => {
    await inSession(async (session) => {
      await write(session, bill(['a', 1]));
      async function* batches() {
        yield bill(['b', 2]);
        await cut();
        yield { ...bill(['c', 3]), schema: { ...bill().schema, table: 'other' } };
      }
      expect(await failure(session.commit({ runId: 'r', batches: batches() }))).toMatch(/ended|lost|cut/);
      expect(await session.count('bill')).toBe(1);
      await write(session, bill(['d', 4]));
      expect(await session.count('bill')).toBe(2);
    });
  });

  test('while a slice is committed: the server is asked what became of it', async () => {
    // Passes everything on, but hangs up when COMMIT has gone through.
    const relays: Socket[] = [];
    let isArmed = false;
    const relay = createServer((near) => {
      const far = connect(server.port, '127.0.0.1');
      relays.push(near, far);
      for (const socket of [near, far]) socket.on('error', () => undefined);
      far.on('data', (data) => near.writable && near.write(data));
      near.on('data', (data) => {
        far.write(data);
        if (!isArmed || !data.includes('COMMIT')) return;
        isArmed = false;
        far.removeAllListeners('data');
        setTimeout(() => near.destroy(), 100);
      });
    });
    await new Promise<void>((done) => relay.listen(0, '127.0.0.1', done));
    const { port } = relay.address() as { port: number };
    const session = await at({
      url: `postgresql://admin@127.0.0.1:${port}/postgres`,
      schema: 'relayed',
    }).open();
    try {
      await write(session, bill(['a', 1]));
      isArmed = true;
      expect(await write(session, bill(['b', 2]))).toEqual({ rows: { bill: 1 } });
      expect(isArmed).toBe(false);
      expect(await session.count('bill')).toBe(2);
      await write(session, bill(['c', 3]));
      expect(await session.count('bill')).toBe(3);
    } finally {
      await session.close();
      for (const socket of relays) socket.destroy();
      relay.close();
    }
  });

  test('that keeps others away: nothing is written any more', async () => {
    const destination = at({ schema: 'unlocked' });
    const session = await destination.open();
    const release = await destination.lock({ pid: 7, host: 'h', since: '2026-01-01T00:00:00.000Z' });
    await write(session, bill(['a', 1]));
    await cut('ovh-load 7 %');
    const left = "SELECT 1 FROM pg_stat_activity WHERE application_name LIKE 'ovh-load 7 %'";
    while ((await server.sql(left)).length > 0);
    // What the server said last has come by now.
    await server.sql('SELECT 1');
    expect(await failure(write(session, bill(['b', 2])))).toMatch(/keeps other runs away was lost/);
    expect(await session.count('bill')).toBe(1);
    await release();
    await session.close();
  });

  test('a statement that takes too long', async () => {
    await server.sql('CREATE ROLE hurried LOGIN SUPERUSER');
    await server.sql("ALTER ROLE hurried SET statement_timeout = '100ms'");
    await server.sql(
      'CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN PERFORM pg_sleep(5); END$$',
    );
    const session = await at({ url: server.url('hurried'), schema: 'hurried' }).open();
    await write(session, bill(['a', 1]));
    await server.sql(
      'CREATE TRIGGER slow BEFORE INSERT ON hurried.bill FOR EACH ROW EXECUTE FUNCTION slow()',
    );
    expect(await failure(write(session, bill(['b', 1])))).toMatch(/statement_timeout/);
    expect(await session.count('bill')).toBe(1);
    await session.close();
  });
});

test('the lock goes with its process, however that ends; each schema has its own', async () => {
  const holder = { pid: 2, host: 'there', since: '2026-01-03T00:00:00.000Z' };
  const script = `
    const { postgresDestination } = await import(${JSON.stringify(resolve('dist/connector/destinations/postgres/postgres.js'))});
    const destination = postgresDestination({ url: ${JSON.stringify(server.url())}, schema: 'held' });
    await destination.lock({ pid: process.pid, host: 'a-host-with-a-very-long-name-indeed.example', since: '2026-01-02T03:04:05.000Z' });
    console.log('held');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((done) => child.stdout.once('data', done));
  const words = new RegExp(`process ${child.pid} on a-host-with.*, since 2026-01-02T03:04:05.000Z`);
  expect(await failure(at({ schema: 'held' }).lock(holder))).toMatch(words);
  await (await at({ schema: 'free' }).lock(holder))();
  child.kill('SIGKILL');
  await new Promise((done) => child.once('exit', done));
  for (let attempt = 0; ; attempt++) {
    const release = await at({ schema: 'held' })
      .lock(holder)
      .catch(() => undefined);
    if (release) return release();
    if (attempt > 100) throw new Error('the lock stayed');
    await new Promise((done) => setTimeout(done, 100));
  }
});
