// The example in a project of its own that has nothing but the packed package and what the package depends on.
import { execFile } from 'node:child_process';
import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type PackedProject, packedProject, ROOT } from '../../test/packed-project.js';

const run = promisify(execFile);

let project: PackedProject;
let own: string;

beforeAll(() => {
  project = packedProject();
  own = join(project.folder, 'own');
  cpSync(project.inPackage('examples/custom-destination'), own, { recursive: true });
}, 60_000);

afterAll(() => project.remove());

test("its tests pass with Node's runner, and nothing but the entries of the package", async () => {
  const { stdout } = await run('node', ['--test', '--test-reporter=tap', 'contract.mjs'], {
    cwd: own,
    env: { PATH: process.env.PATH },
  });
  const counts = Object.fromEntries(
    [...stdout.matchAll(/^# (\w+) (\d+)/gm)].map(([, name, n]) => [name, Number(n)]),
  );
  expect(counts).toMatchObject({ fail: 0, cancelled: 0 });
  // The cases of limits, comments and accounts at once: this destination declares none of them.
  expect(stdout.match(/^\s*(not )?ok .*# SKIP.*/gm) ?? []).toHaveLength(counts.skipped);
  expect(counts.skipped).toBe(15);
  expect(counts.pass).toBeGreaterThan(45);
});

test('a suite skips what capabilities exclude, and says so by name', async () => {
  const program = `
    import { describe, test } from 'node:test';
    import { rowSink, ROW_SINK_CAPABILITIES } from 'source-ovhcloud/destination-kit';
    import { destinationContract } from 'source-ovhcloud/destination-kit/testing';
    const fixture = () => {
      const rows = [];
      const sink = rowSink('list', (batches) => {
        for (const { schema, rows: added } of batches)
          for (const row of added)
            rows.push([schema.table, Object.fromEntries(schema.columns.map(({ name }, at) => [name, row[at]]))]);
      });
      const read = async (table) => rows.filter(([name]) => name === table).map(([, row]) => row);
      return { destination: () => sink, read };
    };
    destinationContract({ name: 'list', capabilities: ROW_SINK_CAPABILITIES, fixture }, { describe, test });`;
  const { stdout } = await run('node', ['--test-reporter=tap', '--input-type=module', '--eval', program], {
    cwd: project.folder,
    env: { PATH: process.env.PATH },
  });
  expect(stdout).toMatch(/^\s*ok \d+ - every value comes back as it went in$/m);
  expect(stdout).toMatch(/merge: the last row with a key stays.*\(skipped: no merge, readBack\) # SKIP/);
  expect(stdout).toMatch(/one holder at a time.*\(skipped: no lock\) # SKIP/);
  expect(stdout).toMatch(/^# fail 0$/m);
});

test('its types are those that the package gives to TypeScript', async () => {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const options = ['--noEmit', '--allowJs', '--checkJs', '--strict', '--skipLibCheck'];
  const nodenext = [
    '--module',
    'nodenext',
    '--target',
    'es2023',
    '--lib',
    'es2024,esnext',
    '--types',
    'node',
  ];
  symlinkSync(join(ROOT, 'node_modules/@types'), join(project.folder, 'node_modules/@types'));
  const files = ['journal.mjs', 'webhook.mjs', 'register.mjs', 'contract.mjs'];
  const { code, stdout, stderr } = await run('node', [tsc, ...options, ...nodenext, ...files], {
    cwd: own,
  }).then(
    (ended) => ({ ...ended, code: 0 }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' });
});
