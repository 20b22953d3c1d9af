// The standard output of a program that lists connections. It is started without a shell, and has to end in time.
import { type SpawnSyncOptions, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { isatty } from 'node:tty';
import { LARGEST_TEXT } from '../../disk/bounded-read.js';
import { decodeText, UnreadableFile } from '../file/source-file.js';
import { errorOutput } from './error-output.js';

export interface CommandCall {
  /** The program and its arguments. */
  command: readonly [string, ...string[]];
  cwd: string;
  env: Record<string, string | undefined>;
  /** Seconds. */
  timeout: number;
}

/** Answers the standard output of a program. Throws `CommandFailed`. */
export type CommandOutput = (call: CommandCall) => string;

/** The message says why, without naming the program, and holds no secret that is known. */
export class CommandFailed extends Error {}

export const commandOutput: CommandOutput = (call) =>
  outputOf(call, ![0, 1, 2].some((stream) => isatty(stream)));

/**
 * @param isAlone no terminal is there. The program has a group of processes of its own then, which ends with it at a limit;
 * at a terminal, Ctrl-C has to reach it, and it may ask there
 */
export function outputOf(
  { command: [program, ...args], cwd, env, timeout }: CommandCall,
  isAlone: boolean,
): string {
  // Windows has no groups.
  const hasGroup = isAlone && process.platform !== 'win32';
  const options: SpawnSyncOptions & { detached: boolean } = {
    detached: hasGroup,
    cwd,
    env: env as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeout * 1000,
    killSignal: 'SIGKILL',
    maxBuffer: LARGEST_TEXT,
    windowsHide: true,
  };
  const { pid, error, signal, status, stdout, stderr } = spawnSync(program, args, options);
  const code = error && 'code' in error ? String(error.code) : undefined;
  const said = () => errorOutput(String(stderr ?? ''), { env, args, stdout: String(stdout ?? '') });
  if (hasGroup && (code === 'ETIMEDOUT' || code === 'ENOBUFS')) endGroup(pid);
  if (code === 'ETIMEDOUT')
    throw new CommandFailed(
      `did not end within ${timeout} seconds, and was stopped${said()}; "timeout" is the limit`,
    );
  if (code === 'ENOBUFS')
    throw new CommandFailed(`printed more than ${LARGEST_TEXT / 1e6} MB, and was stopped`);
  if (code === 'ENOENT') throw new CommandFailed(absence(program, cwd));
  if (code === 'EACCES') throw new CommandFailed('cannot be run: permission denied');
  if (error) throw new CommandFailed(`cannot be run (${code})`);
  if (signal) throw new CommandFailed(`was ended by ${signal}${said()}`);
  if (status !== 0) throw new CommandFailed(`ended with exit code ${status}${said()}`);
  try {
    return decodeText(stdout as Buffer);
  } catch (problem) {
    if (problem instanceof UnreadableFile) throw new CommandFailed(`its standard output ${problem.message}`);
    throw problem;
  }
}

/** The system says the same of a program, of what its first line names, and of the folder. */
function absence(program: string, cwd: string): string {
  if (!existsSync(cwd)) return 'cannot be run: the folder of the configuration is not there';
  return /[\\/]/.test(program) && existsSync(resolve(cwd, program))
    ? 'cannot be run: what its first line names after "#!" (or the loader of a binary) is not there; line breaks of Windows look like that, too'
    : 'there is no such program: write its path, or look at PATH';
}

/** What the program has started, too. */
function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}

/** A page that runs what a text names would run whatever somebody types there. */
export const notForPages: CommandOutput = () => {
  throw new CommandFailed(
    'is not run because a page asks: it is run when the console starts, as the file has it then. Save it, and start the console again',
  );
};

/** Runs each command once and repeats its output. What failed is run again. */
export function commandsOnce(
  run: CommandOutput = commandOutput,
): CommandOutput & { known(call: CommandCall): string | undefined } {
  const outputs = new Map<string, string>();
  const keyOf = ({ command, cwd }: CommandCall) => JSON.stringify([command, cwd]);
  const known = (call: CommandCall) => outputs.get(keyOf(call));
  const once = (call: CommandCall) => {
    const output = known(call) ?? run(call);
    outputs.set(keyOf(call), output);
    return output;
  };
  return Object.assign(once, { known });
}
