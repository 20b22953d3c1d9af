// A real PostgreSQL server for one test file or benchmark: made in a folder of its own, started, stopped and removed.
import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import pg from 'pg';

const INSTALL = resolve(import.meta.dirname, 'install.sh');

export async function startServer(settings = {}, prepare = () => undefined) {
  const programs = foundOrInstalled();
  const owner = ownerOfServer();
  const folder = mkdtempSync(join(tmpdir(), 'ovh-pg-'));
  const own = (path) => owner.uid !== undefined && chownSync(path, owner.uid, owner.gid);
  own(folder);
  chmodSync(folder, 0o700);
  initialize(folder, programs, owner);
  prepare(folder, own);
  const port = await freePort();
  const all = {
    fsync: 'off',
    // In the server's folder: it is ended without time to tidy up.
    dynamic_shared_memory_type: 'mmap',
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    ...settings,
  };
  const given = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(join(programs, 'postgres'), ['-D', folder, '-p', String(port), ...given], {
    ...owner,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  // Whatever ends this process ends the server too.
  const kill = () => child.kill('SIGQUIT');
  process.once('exit', kill);
  let log = '';
  child.stderr?.on('data', (chunk) => {
    log += chunk;
  });
  const client = await connected(port, child, () => log);
  return {
    port,
    folder,
    sql: async (text, values = []) => (await client.query({ text, values, rowMode: 'array' })).rows,
    url: (user = 'admin') => `postgresql://${user}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      process.off('exit', kill);
      await client.end().catch(() => undefined);
      await ended(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Half a second each: of a run of tests, the first makes a cluster and leaves it for the others to copy. */
function initialize(folder, programs, owner) {
  const run = process.env.TEST_RUN_FOLDER;
  const ready = run === undefined ? undefined : join(run, 'postgres-cluster');
  const asOwner = (program, args) =>
    execFileSync(program, args, { ...owner, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  if (ready !== undefined && existsSync(ready)) return void asOwner('cp', ['-R', `${ready}/.`, folder]);
  const init = ['-D', folder, '-U', 'admin', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  asOwner(join(programs, 'initdb'), init);
  if (ready === undefined) return;
  // Several may do so at the same time: that of the first stays.
  const copy = mkdtempSync(`${ready}-`);
  if (owner.uid !== undefined) chownSync(copy, owner.uid, owner.gid);
  asOwner('cp', ['-R', `${folder}/.`, copy]);
  try {
    renameSync(copy, ready);
  } catch {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** The folder of `initdb` and `postgres`, or undefined. */
export function serverPrograms() {
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

function foundOrInstalled() {
  const found = serverPrograms();
  if (found) return found;
  execFileSync(INSTALL, { stdio: ['ignore', 'ignore', 'inherit'] });
  const installed = serverPrograms();
  if (!installed) throw new Error('no programs of a PostgreSQL server were found after their installation');
  return installed;
}

/** The server refuses to be run by root. */
function ownerOfServer() {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const named = (wanted) => users.find(([name]) => name === wanted);
  const [, , uid, gid] = named('postgres') ?? named('nobody') ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}

async function connected(port, child, log) {
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

async function ended(child) {
  if (child.exitCode !== null) return;
  const exit = new Promise((done) => child.once('exit', done));
  child.kill('SIGQUIT');
  await exit;
}

function freePort() {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
