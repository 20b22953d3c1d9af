// Runs the built command as a user would, in a folder of its own, against a sandbox.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type RunningSandbox, type SandboxOptions, startSandbox } from '../../sandbox/main.js';
import { withoutProgress } from './progress-lines.js';
import { WarmCommand, warm } from './warm-command.js';

const MAIN = resolve(import.meta.dirname, '../../dist/connector/cli/main.js');

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
  /** Both, for what must never be printed anywhere. */
  all: string;
}

export interface Place {
  folder: string;
  sandbox: RunningSandbox;
  env: Record<string, string>;
  /** Writes a file into the folder and gives its name. */
  file(name: string, text: string): string;
  path(name: string): string;
  /**
   * Runs the command in a process that earlier commands, also of other test files, may have used; with `NODE_OPTIONS` in
   * `env` one of this place.
   */
  run(...args: string[]): Promise<Ended>;
  /** Starts the command as a process of its own: for signals, and for what a process leaves behind. */
  start(...args: string[]): { child: ChildProcess; ended: Promise<Ended> };
  stats(): Promise<{ total: number; calls: Record<string, unknown> }>;
  close(): Promise<void>;
}

/** The keys of a sandbox as environment variables: of a connection by its prefix. */
export function keyVariables({ keys }: RunningSandbox, connection = ''): Record<string, string> {
  const prefix = connection && `${connection}_`;
  return {
    [`${prefix}OVH_APPLICATION_KEY`]: keys.applicationKey,
    [`${prefix}OVH_APPLICATION_SECRET`]: keys.applicationSecret,
    [`${prefix}OVH_CONSUMER_KEY`]: keys.consumerKey,
  };
}

export async function placeWith(options: Partial<SandboxOptions> = {}): Promise<Place> {
  if (!existsSync(MAIN)) throw new Error('the command is not built: npm run build');
  const sandbox = await startSandbox({ rate: 0, bills: 10, seed: 'cli', ...options });
  const folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-cli-'));
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    TMPDIR: folder,
    TEMP: folder,
    ...keyVariables(sandbox),
  };
  const start = (...args: string[]) => startCommand(args, folder, env);
  const own = new Map<string, WarmCommand>();
  const hostWith = (options: string) => {
    const host = own.get(options) ?? new WarmCommand(options);
    own.set(options, host);
    return host;
  };
  return {
    folder,
    sandbox,
    env,
    file: (name, text) => {
      writeFileSync(join(folder, name), text);
      return name;
    },
    path: (name) => join(folder, name),
    start,
    run: (...args) => {
      const host = env.NODE_OPTIONS === undefined ? warm : hostWith(env.NODE_OPTIONS);
      return host.isBusy ? start(...args).ended : host.run(args, folder, env);
    },
    stats: async () => (await fetch(`${sandbox.url}/__sandbox/stats`)).json() as never,
    close: async () => {
      for (const host of own.values()) await host.stop();
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs the built command; `ended` tells what came of it. */
export function startCommand(args: string[], cwd: string, env: Record<string, string>) {
  return startProgram([MAIN, ...args], cwd, env);
}

/** Runs a program that uses the library. */
export function runProgram(file: string, cwd: string, env: Record<string, string>): Promise<Ended> {
  return startProgram([file], cwd, env).ended;
}

function startProgram(args: string[], cwd: string, env: Record<string, string>) {
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = new Promise<Ended>((resolveEnd) => {
    child.on('close', (code) =>
      resolveEnd({ code, stdout, stderr: withoutProgress(stderr), all: stdout + stderr }),
    );
  });
  return { child, ended };
}

/** A configuration for the sandbox; fast unless told otherwise. */
export function configText(
  place: Place,
  endpoints: string,
  more = 'budget: { callsPerSecond: 1000 }',
): string {
  return `region: eu\nbaseUrl: ${place.sandbox.url}\n${more}\nendpoints:\n${endpoints}\n`;
}
