// Completion in the shells themselves: bash always, zsh and fish where this machine has them.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { warm } from './warm-command.js';

const SHELLS = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof SHELLS)[number];

const folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-completion-'));
const work = join(folder, 'work');
const env = { HOME: folder, TERM: 'dumb', PATH: [folder, process.env.PATH].join(delimiter) };

const CONFIG = 'region: eu\nendpoints:\n  - { name: my_orders, path: /me/order }\n';
const STAND_IN = `#!/bin/sh
case "$*" in
  'completion sources') echo my_refunds ;;
  'completion sources --config other.yaml') echo my_orders ;;
esac
`;

beforeAll(async () => {
  mkdirSync(join(work, 'data folder'), { recursive: true });
  // A script asks the command for names: here another one answers, which starts at once.
  const command = join(folder, 'source-ovhcloud');
  writeFileSync(command, STAND_IN);
  chmodSync(command, 0o755);
  writeFileSync(join(work, 'other.yaml'), CONFIG);
  for (const shell of SHELLS) {
    const { code, stdout, stderr } = await warm.run(['completion', shell], work, env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    writeFileSync(join(folder, `script.${shell}`), stdout);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (program: string, args: string[]) =>
  execFileSync(program, args, { cwd: work, env, encoding: 'utf8' })
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Registered, and called as bash calls it. */
const BASH = `source "$HOME/script.bash"; complete -p source-ovhcloud >/dev/null || exit 1
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _source_ovhcloud; printf '%s\\n' "\${COMPREPLY[@]}"`;

/** What is offered for the last word, by each shell. */
const COMPLETE: Record<Shell, (...words: string[]) => string[]> = {
  bash: (...words) =>
    run('bash', [
      '-c',
      BASH,
      'bash',
      'source-ovhcloud',
      // As bash itself cuts them.
      ...words.flatMap((word) => word.split(/(?<==)|(?==)|(?<=:)|(?=:)/)),
    ]),
  zsh: (...words) =>
    run('zsh', ['-f', join(import.meta.dirname, 'complete.zsh'), join(folder, 'script.zsh'), ...words]),
  fish: (...words) =>
    run('fish', [
      '--no-config',
      '-c',
      'source $argv[1]; complete -C (string join " " -- source-ovhcloud (string escape -- $argv[2..-2]) $argv[-1])',
      join(folder, 'script.fish'),
      ...words,
    ]).map((line) => line.split('\t')[0] ?? ''),
};

const isThere = (shell: Shell) => spawnSync(shell, ['-c', 'exit 0']).status === 0;

for (const shell of SHELLS)
  (isThere(shell) ? describe : describe.skip)(shell, () => {
    const complete = COMPLETE[shell];

    test('commands, and those below them', () => {
      expect(complete('re').sort()).toEqual(['replay', 'report', 'reset', 'retry']);
      expect(complete('runs', '')).toEqual(expect.arrayContaining(['show', 'compare']));
      expect(complete('api', 'call', '--par')).toEqual(['--parameter']);
    });

    test('options of the command alone', () => {
      expect(complete('load', '--full')).toEqual(['--full-refresh']);
      expect(complete('plan', '--full')).toEqual([]);
      expect(complete('load', '--no-short')).toEqual([]);
    });

    test('choices, presets and regions', () => {
      expect(complete('load', '--log-level', 'w')).toEqual(['warn']);
      expect(complete('init', '--region', 'kimsufi-c')).toEqual(['kimsufi-ca']);
      expect(complete('init', '--preset', 'refund')).toEqual(['refunds']);
      expect(complete('completion', 'f')).toEqual(['fish']);
    });

    test('files and folders', () => {
      expect(complete('check', '--config', 'oth')).toEqual(['other.yaml']);
      expect(complete('check', '--config=oth').map((word) => word.replace('--config=', ''))).toEqual([
        'other.yaml',
      ]);
      const folders = complete('api', 'list', '--schemas', 'd').map((word) => word.replace(/\\|\/$/g, ''));
      expect(folders).toEqual(['data folder']);
      expect(complete('api', 'list', '--schemas', 'o')).toEqual([]);
    });

    test('names of the configuration, also of one that is named on the line', () => {
      expect(complete('preview', 'my')).toEqual(['my_refunds']);
      expect(complete('load', '--config', 'other.yaml', '--only', 'my')).toEqual(['my_orders']);
    });

    test('a value is no command', () => {
      expect(complete('runs', '--to', 'show', 'comp')).toEqual(['compare']);
    });
  });

test('a place after its kind', () => {
  expect(COMPLETE.bash('load', '--to', 'sqlite:oth')).toEqual(['other.yaml']);
});

test('the names that scripts ask for: those of the configuration, and none without one', async () => {
  const named = await warm.run(['completion', 'sources', '--config', 'other.yaml'], work, env);
  expect(named).toMatchObject({ code: 0, stdout: 'my_orders\n' });
  const { code, stdout } = await warm.run(['completion', 'sources'], folder, env);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});
