// A program of the user's that is told: started without a shell, JSON on standard input, no secret of ours in sight.
import { spawn } from 'node:child_process';
import type { NotifyConfig } from '../../config/observability.js';
import type { Secret } from '../../model/secret.js';

const OURS =
  /(^|_)OVH_(APPLICATION_KEY|APPLICATION_SECRET|CONSUMER_KEY|CLIENT_ID|CLIENT_SECRET|ACCESS_TOKEN)$/;
/** What is kept of what it writes to standard error. */
const KEPT = 500;

/** Resolves when it has ended with 0. Throws an error that tells how it ended otherwise, and its last words. */
export function runCommand(
  { words, timeoutMs }: NonNullable<NotifyConfig['command']>,
  body: string,
  secrets: readonly Secret[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const [program = '', ...args] = words;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: withoutSecrets(env, secrets),
      stdio: ['pipe', 'ignore', 'pipe'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-KEPT);
    });
    child.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        new Error(`${program}: ${error.code === 'ENOENT' ? 'there is no such program' : error.message}`),
      );
    });
    // Whoever does not read ends the pipe early: that is no trouble.
    child.stdin?.on('error', () => undefined);
    child.once('close', (code, signal) => {
      if (code === 0) return resolve();
      const how = signal
        ? `was ended by ${signal} (after ${timeoutMs / 1000} s at the most)`
        : `ended with ${code}`;
      reject(new Error(`${program} ${how}${said.trim() === '' ? '' : `: ${said.trim()}`}`));
    });
    child.stdin?.end(body);
  });
}

/** Neither our variables, whoever's name is before them, nor any that holds a secret that is in use. */
export function withoutSecrets(env: NodeJS.ProcessEnv, secrets: readonly Secret[]): NodeJS.ProcessEnv {
  const values = secrets.map((secret) => secret.reveal()).filter((value) => value.length >= 4);
  const kept = Object.entries(env).filter(
    ([name, value = '']) => !OURS.test(name) && !values.some((secret) => value.includes(secret)),
  );
  return Object.fromEntries(kept);
}
