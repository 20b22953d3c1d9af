// Runs programs of Python environments that `npm run test:interop` has made, with no way to any other machine.
import { type SpawnSyncReturns, spawn } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const MAIN = resolve(import.meta.dirname, '../../dist/connector/cli/main.js');
/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:9';

/** The Python of an environment. */
export function pythonOf(name: string): string {
  const python = process.env[`INTEROP_${name.toUpperCase().replace(/-/g, '_')}_PYTHON`];
  if (python === undefined) throw new Error('run it by `npm run test:interop`');
  return python;
}

/** A program of an environment, started by a file in this folder: the program itself names another Python. */
export function programOf(folder: string, name: string, program: string): string {
  const python = pythonOf(name);
  return written(join(folder, program), `exec "${python}" "${join(dirname(python), program)}" "$@"`);
}

export type Ended = Pick<SpawnSyncReturns<string>, 'status' | 'stdout' | 'stderr'>;

/** The sandbox is in this process: it answers while the program runs. */
export function runPython(
  program: string,
  args: readonly string[],
  { cwd, env = {}, input }: { cwd: string; env?: Record<string, string>; input?: string },
): Promise<Ended> {
  const alone = {
    PATH: process.env.PATH ?? '',
    HOME: cwd,
    HTTP_PROXY: NOWHERE,
    HTTPS_PROXY: NOWHERE,
    NO_PROXY: '127.0.0.1,localhost',
    DO_NOT_TRACK: '1',
    AIRBYTE_OFFLINE_MODE: '1',
    MELTANO_SEND_ANONYMOUS_USAGE_STATS: 'false',
    RUNTIME__DLTHUB_TELEMETRY: 'false',
    ...env,
  };
  const child = spawn(program, args, { cwd, env: alone, stdio: 'pipe' });
  const out = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      out[name] += chunk;
    });
  child.stdin.end(input);
  return new Promise((ended) => child.on('close', (status) => ended({ status, ...out })));
}

/** A command of ours under the name that others look for: `airbyte` or `tap`. */
export function executable(folder: string, name: string, command: 'airbyte' | 'tap'): string {
  return written(join(folder, name), `exec "${process.execPath}" "${MAIN}" ${command} "$@"`);
}

function written(file: string, line: string): string {
  writeFileSync(file, `#!/bin/sh\n${line}\n`);
  chmodSync(file, 0o755);
  return file;
}
