// The sandbox as a process of its own, for commands that show something without an account.
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { StopError } from '../../model/errors.js';

export interface SandboxAddress {
  url: string;
  applicationKey: string;
  applicationSecret: string;
  consumerKey: string;
}

export interface SandboxProcess {
  process: ChildProcess;
  address: Promise<SandboxAddress>;
}

/** The keys as environment variables. */
export function keysOf(address: SandboxAddress): Record<string, string> {
  return {
    OVH_APPLICATION_KEY: address.applicationKey,
    OVH_APPLICATION_SECRET: address.applicationSecret,
    OVH_CONSUMER_KEY: address.consumerKey,
  };
}

/**
 * Without objects that are gone or refused. Ends with `process.kill`; it is a group of its own, since after Ctrl-C a load
 * still needs its API to stop cleanly.
 * @param options more of the command line
 */
export function startSandbox(options: readonly string[]): SandboxProcess {
  const main = fileURLToPath(new URL('../main.js', import.meta.url));
  const args = [main, 'sandbox', '--json', '--port', '0', '--no-edges', ...options];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  return { process: child, address: readAddress(child) };
}

function readAddress(child: ChildProcess): Promise<SandboxAddress> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new StopError('sandbox-ended', `the sandbox ended (${code}) before it was ready`)),
    );
    if (child.stdout) createInterface(child.stdout).once('line', (line) => resolve(JSON.parse(line)));
  });
}
