// Budgets in Redis: a real server, and the package as its users install it, where both can be had. The sentence where it is missing.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { RedisBudgets, type RedisDriver } from '../../connector/stores/redis-budgets.js';
import { isLong } from '../extent.js';
import { budgetStoreContract } from './contract.js';

const PACKAGE = 'redis@6';
const FOLDER = join(homedir(), '.cache/source-ovhcloud/redis');
const hasServer = spawnSync('redis-server', ['--version']).status === 0;

test('without the package one sentence says so, before anything is asked', () => {
  expect(() => new RedisBudgets('redis://user:not-for-showing@127.0.0.1:1')).toThrow(
    /^budget: budget\.shared: an address of Redis needs a package more\. Run `npm install redis`$/m,
  );
});

if (!hasServer || !isLong) {
  const why = hasServer
    ? 'the long run installs the package'
    : '`apt-get install redis-server` brings the server';
  test.skip(`a real Redis: ${why}`, () => undefined);
} else {
  describe('a real Redis', () => {
    let port: number;
    let folder: string;
    let child: ReturnType<typeof spawn>;

    beforeAll(async () => {
      port = await freePort();
      folder = mkdtempSync(join(tmpdir(), 'ovh-redis-'));
      const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
      child = spawn('redis-server', [...options, '--requirepass', 'not-for-showing'], { stdio: 'ignore' });
      const store = open();
      for (let attempt = 0; attempt < 100; attempt++) {
        const isUp = await store.renew({ budget: 'up', process: 'one' }, 1000).catch(() => undefined);
        if (isUp) return store.close();
        await new Promise((done) => setTimeout(done, 100));
      }
      throw new Error('the Redis server of the tests did not start');
    }, 300_000);

    afterAll(async () => {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    });

    const open = (password = 'not-for-showing') =>
      new RedisBudgets(`redis://:${password}@127.0.0.1:${port}`, installed);

    budgetStoreContract('Redis', () => open());

    test('what goes wrong is told with the place and without the password, and the next look opens a new connection', async () => {
      const wrong = open('wrong-one');
      const words = await wrong.renew({ budget: 'a', process: 'one' }, 1000).catch((error) => error.message);
      expect(words).toMatch(/^Redis redis:\/\/127\.0\.0\.1:\d+: /);
      expect(words).not.toMatch(/wrong-one/);
      await wrong.close();
      const store = open();
      await store.renew({ budget: 'a', process: 'one' }, 1000);
      child.kill('SIGKILL');
      await new Promise((done) => child.once('exit', done));
      await expect(store.renew({ budget: 'a', process: 'one' }, 1000)).rejects.toThrow(/^Redis /);
      const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
      child = spawn('redis-server', [...options, '--requirepass', 'not-for-showing'], { stdio: 'ignore' });
      for (;;) {
        const look = await store.renew({ budget: 'a', process: 'one' }, 1000).catch(() => undefined);
        if (look) break;
        await new Promise((done) => setTimeout(done, 50));
      }
      await store.close();
    }, 60_000);
  });
}

/** Installs the package once for this user. */
async function installed(): Promise<RedisDriver> {
  const name = join(FOLDER, 'node_modules/redis');
  if (!existsSync(name)) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(join(FOLDER, 'package.json'), '{ "private": true }');
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'];
    execFileSync('npm', ['install', ...options, PACKAGE], { cwd: FOLDER, stdio: 'pipe', timeout: 200_000 });
  }
  return (await import(pathToFileURL(join(name, 'dist/index.js')).href)) as RedisDriver;
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}
