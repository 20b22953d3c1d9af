// What the console works with: documents that are kept, and a configuration that changes under it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openAllWithoutKeys } from '../../connector/app/accounts/open-accounts.js';
import { systemClock } from '../../connector/model/clock.js';
import { Workspace } from '../../console/server/workspace.js';

const DAY_MS = 86_400_000;

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-workspace-'));
  file = join(folder, 'source.yaml');
  // Nobody listens there: what is asked of it fails.
  write('https://127.0.0.1:1');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(baseUrl: string): void {
  writeFileSync(file, `region: eu\nbaseUrl: ${baseUrl}\nendpoints:\n  - { name: bills, path: /me/bill }\n`);
}

function keep(savedAt: number): void {
  const kept = join(folder, 'cache/source-ovhcloud/127.0.0.1_1');
  const save = (branch: string, name: string, value: object) => {
    mkdirSync(join(kept, branch), { recursive: true });
    writeFileSync(join(kept, branch, name), JSON.stringify({ savedAt, value }));
  };
  save('v1', '_index.json', { apis: [{ path: '/me' }] });
  save('v2', '_index.json', { apis: [] });
  const operations = [{ httpMethod: 'GET', responseType: 'string[]' }];
  save('v1', 'me.json', { resourcePath: '/me', models: {}, apis: [{ path: '/me/bill', operations }] });
}

const opened = () =>
  new Workspace({
    file,
    readSources: () =>
      openAllWithoutKeys(file, { env: { XDG_CACHE_HOME: join(folder, 'cache') }, home: folder, cwd: folder }),
    demo: false,
    clock: systemClock,
  });

describe('documents that are kept', () => {
  test('are read before a page asks, and nothing is called for them', async () => {
    keep(Date.now() - DAY_MS);
    const workspace = opened();
    await workspace.warm();
    const documents = await workspace.documents();
    expect(documents.operations().map(({ path }) => path)).toEqual(['/me/bill']);
    expect(documents.notes).toEqual([]);
    expect(await workspace.documents()).toBe(documents);
    await workspace.close();
  });

  test('are not warmed where they are old or missing: then the API is asked when a page asks', async () => {
    for (const savedAt of [undefined, Date.now() - 8 * DAY_MS]) {
      if (savedAt !== undefined) keep(savedAt);
      const workspace = opened();
      await workspace.warm();
      const documents = await workspace.documents();
      expect(documents.notes.join()).toContain('did not answer with its document');
      expect(documents.size).toBe(savedAt === undefined ? 0 : 1);
      await workspace.close();
    }
  });
});

test('a configuration that changes is read again; another origin has its own documents', async () => {
  keep(Date.now());
  const workspace = opened();
  expect(workspace.place().origin).toBe('https://127.0.0.1:1');
  const before = await workspace.documents();
  write('http://127.0.0.1:2222');
  expect(workspace.place().origin).toBe('http://127.0.0.1:2222');
  expect(await workspace.documents()).not.toBe(before);
  await workspace.close();
});

test('while the file is wrong, the API is that of before: no other one is asked', async () => {
  keep(Date.now());
  const workspace = opened();
  await workspace.documents();
  writeFileSync(file, 'endpoints: no list\n');
  expect(workspace.sources().problem).toBeDefined();
  expect(workspace.place().origin).toBe('https://127.0.0.1:1');
  expect((await workspace.documents()).operations().map(({ path }) => path)).toEqual(['/me/bill']);
  await workspace.close();
});
