// A real PostgreSQL server for one test file: made in a folder of its own, started, stopped and removed.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import pg from 'pg';

const INSTALL = resolve(import.meta.dirname, 'install.sh');

export interface Server {
  port: number;
  /** Of the superuser. */
  user: string;
  database: string;
  /** Folder of the data; the certificate of the server, when it has one, is in it. */
  folder: string;
  /** Runs one statement as the superuser, as another program does. */
  sql<T extends unknown[] = unknown[]>(text: string, values?: unknown[]): Promise<T[]>;
  url(user?: string, password?: string): string;
  stop(): Promise<void>;
}

/** `settings`: what the server is started with. `prepare`: works in its folder before it starts. */
export async function startServer(
  settings: Record<string, string> = {},
  prepare: (folder: string, own: (path: string) => void) => void = () => undefined,
): Promise<Server> {
  const programs = findPrograms();
  const owner = ownerOf();
  const folder = mkdtempSync(join(tmpdir(), 'ovh-pg-'));
  const own = (path: string) => owner.uid !== undefined && chownSync(path, owner.uid, owner.gid ?? 0);
  own(folder);
  chmodSync(folder, 0o700);
  const init = ['-D', folder, '-U', 'admin', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  execFileSync(join(programs, 'initdb'), init, {
    ...owner,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  prepare(folder, own);
  const port = await freePort();
  const all = { fsync: 'off', listen_addresses: '127.0.0.1', unix_socket_directories: folder, ...settings };
  const given = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(join(programs, 'postgres'), ['-D', folder, '-p', String(port), ...given], {
    ...owner,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr?.on('data', (chunk) => {
    log += chunk;
  });
  const client = await connected(port, child, () => log);
  return {
    port,
    user: 'admin',
    database: 'postgres',
    folder,
    sql: async (text, values = []) => (await client.query({ text, values, rowMode: 'array' })).rows as never,
    url: (user = 'admin', password) =>
      `postgresql://${user}${password === undefined ? '' : `:${password}`}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await client.end().catch(() => undefined);
      await ended(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Where `initdb` and `postgres` are; they are installed when there are none. */
function findPrograms(): string {
  const found = programFolder();
  if (found) return found;
  execFileSync(INSTALL, { stdio: ['ignore', 'ignore', 'inherit'] });
  const installed = programFolder();
  if (!installed) throw new Error('no programs of a PostgreSQL server were found after their installation');
  return installed;
}

function programFolder(): string | undefined {
  const versions = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt'].flatMap((root) =>
    existsSync(root) ? readdirSync(root).map((name) => join(root, name, 'bin')) : [],
  );
  const folders = [
    process.env.POSTGRES_BIN ?? '',
    ...versions.sort((a, b) => b.localeCompare(a, 'en', { numeric: true })),
    '/usr/local/pgsql/bin',
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  return folders.find((one) => one && existsSync(join(one, 'initdb')) && existsSync(join(one, 'postgres')));
}

/** The server refuses to be run by root. */
function ownerOf(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const [, , uid, gid] =
    users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody') ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}

async function connected(port: number, child: ChildProcess, log: () => string): Promise<pg.Client> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const client = new pg.Client({
      host: '127.0.0.1',
      port,
      user: 'admin',
      database: 'postgres',
      ssl: false,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch {
      await client.end().catch(() => undefined);
      if (child.exitCode !== null) break;
      await new Promise((done) => setTimeout(done, 100));
    }
  }
  throw new Error(`the PostgreSQL server of the tests did not start: ${log()}`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exit = new Promise((done) => child.once('exit', done));
  child.kill('SIGQUIT');
  await exit;
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}
