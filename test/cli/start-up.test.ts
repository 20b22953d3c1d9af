// What a command loads of the code: the line of arguments is read with little, and the work of a command comes with it.
// Judged by the list of modules, because seconds differ from machine to machine.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { type Ended, startCommand } from './command.js';
import { type Loaded, loadedIn } from './loaded.js';

const folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-start-'));
writeFileSync(
  join(folder, 'source.yaml'),
  'region: eu\ndestination: { type: sqlite, path: ovh.db }\nendpoints: [{ preset: bills }]\n',
);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command in a process whose engine writes down which scripts it evaluated. */
async function loadedBy(...args: string[]): Promise<Ended & Loaded> {
  const coverage = mkdtempSync(join(folder, 'coverage-'));
  const ended = await startCommand(args, folder, { HOME: folder, NODE_V8_COVERAGE: coverage }).ended;
  return { ...ended, ...loadedIn(coverage) };
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
