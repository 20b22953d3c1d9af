// What a command loads of the code: the line of arguments is read with little, and the work of a command comes with it.
// Judged by the list of modules, because seconds differ from machine to machine.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { type Ended, startCommand } from './command.js';

const DIST = resolve(import.meta.dirname, '../../dist');
/** What a file that was built has in it. */
const MODULES: Record<string, string[]> = JSON.parse(readFileSync(join(DIST, 'chunks/modules.json'), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-start-'));
writeFileSync(
  join(folder, 'source.yaml'),
  'region: eu\ndestination: { type: sqlite, path: ovh.db }\nendpoints: [{ preset: bills }]\n',
);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Loaded extends Ended {
  /** Modules of ours, from `dist` on, also those that came with another in one file. */
  modules: string[];
  packages: string[];
}

/** Runs the command in a process whose engine writes down which scripts it evaluated. */
async function loadedBy(...args: string[]): Promise<Loaded> {
  const coverage = mkdtempSync(join(folder, 'coverage-'));
  const env = { HOME: folder, NODE_V8_COVERAGE: coverage };
  const ended = await startCommand(args, folder, env).ended;
  const scripts = readdirSync(coverage).flatMap(
    (name) => JSON.parse(readFileSync(join(coverage, name), 'utf8')).result as { url: string }[],
  );
  const paths = scripts.filter(({ url }) => url.startsWith('file:')).map(({ url }) => fileURLToPath(url));
  const packages = paths.flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
  const files = paths
    .filter((path) => path.startsWith(`${DIST}/`))
    .map((path) => path.slice(DIST.length + 1));
  const modules = files.flatMap((file) => MODULES[file] ?? [file]);
  return { ...ended, modules: [...new Set(modules)], packages: [...new Set(packages)].sort() };
}

test.each(['--help', '--version'])(
  '%s loads the declarations of the commands and commander alone',
  async (option) => {
    const { code, modules, packages } = await loadedBy(option);
    expect(code).toBe(0);
    expect(modules).toContain('connector/cli/commands/load.js');
    expect(packages).toEqual(['commander']);
    const works = ['actions', 'observe'].map((name) => `connector/cli/${name}`);
    expect(modules.filter((module) => works.includes(dirname(module)))).toEqual([]);
    // Choices, defaults and names: an import that brings a room with it would double this.
    expect(modules.length).toBeLessThan(100);
  },
);

test('a command without a call loads no driver and no client of HTTP', async () => {
  const { code, stderr, modules, packages } = await loadedBy('plan');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(modules).toContain('connector/cli/actions/plan.js');
  expect(modules).not.toContain('connector/cli/actions/load.js');
  expect(packages).toEqual(['commander', 'croner', 'yaml', 'zod']);
});
