// Sends a notification to a program: started without a shell, JSON on standard input, no secrets in its environment.
import { spawn } from 'node:child_process';
import type { NotifyConfig } from '../../config/observability.js';
import { systemClock } from '../../model/clock.js';
import type { Secret } from '../../model/secret.js';

const OURS =
  /(^|_)OVH_(APPLICATION_KEY|APPLICATION_SECRET|CONSUMER_KEY|CLIENT_ID|CLIENT_SECRET|ACCESS_TOKEN)$/;
/** Characters of its standard error that an error message has. */
const MOST_WORDS = 500;

/** Resolves when it ends with 0. Otherwise throws an error with how it ended and its last words. */
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
    });
    // The `timeout` of spawn would stay when the program cannot be started, and keep this process alive.
    const ended = new AbortController();
    systemClock.sleep(timeoutMs, ended.signal).then(
      () => child.kill('SIGKILL'),
      () => undefined,
    );
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-MOST_WORDS);
    });
    child.once('error', (error: NodeJS.ErrnoException) => {
      ended.abort();
      reject(
        new Error(`${program}: ${error.code === 'ENOENT' ? 'there is no such program' : error.message}`),
      );
    });
    // A program that does not read its input closes the pipe early, which is no failure.
    child.stdin?.on('error', () => undefined);
    child.once('close', (code, signal) => {
      ended.abort();
      if (code === 0) return resolve();
      const how = signal
        ? `was ended by ${signal} (it may take ${timeoutMs / 1000} s)`
        : `ended with ${code}`;
      reject(new Error(`${program} ${how}${said.trim() === '' ? '' : `: ${said.trim()}`}`));
    });
    child.stdin?.end(body);
  });
}

/** Without our variables, with any prefix, and without those that contain a secret in use. */
export function withoutSecrets(env: NodeJS.ProcessEnv, secrets: readonly Secret[]): NodeJS.ProcessEnv {
  const values = secrets.map((secret) => secret.reveal()).filter((value) => value.length >= 4);
  const harmless = Object.entries(env).filter(
    ([name, value = '']) => !OURS.test(name) && !values.some((secret) => value.includes(secret)),
  );
  return Object.fromEntries(harmless);
}
