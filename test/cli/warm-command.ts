// Runs commands in a process that has them loaded: command-host.mjs.
import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { resolve } from 'node:path';
import type { Ended } from './command.js';
import { withoutProgress } from './progress-lines.js';

const HOST = resolve(import.meta.dirname, 'command-host.mjs');

interface Job {
  id: number;
  stdout: string;
  stderr: string;
  resolve(ended: Ended): void;
}

/** One command at a time. The process ends with this one, and does not keep it alive. */
export class WarmCommand {
  #child: ChildProcess | undefined;
  #job: Job | undefined;
  #jobs = 0;

  /** @param nodeOptions with which Node starts */
  constructor(private readonly nodeOptions?: string) {}

  get isBusy(): boolean {
    return this.#job !== undefined;
  }

  run(args: readonly string[], cwd: string, env: Record<string, string>): Promise<Ended> {
    if (this.#job) throw new Error('one command at a time');
    const child = this.#child ?? this.#start();
    child.ref();
    return new Promise((resolve) => {
      this.#job = { id: ++this.#jobs, stdout: '', stderr: '', resolve };
      child.send({ id: this.#job.id, args, cwd, env });
    });
  }

  async stop(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.ref();
    child.kill();
    await ended;
  }

  #start(): ChildProcess {
    const child = spawn(
      process.execPath,
      [...process.execArgv.filter((flag) => /semi-space/.test(flag)), HOST],
      {
        env: {
          PATH: process.env.PATH ?? '',
          ...(this.nodeOptions !== undefined && { NODE_OPTIONS: this.nodeOptions }),
        },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      },
    );
    this.#child = child;
    for (const name of ['stdout', 'stderr'] as const) {
      const stream = child[name] as Socket;
      stream.setEncoding('utf8').on('data', (chunk: string) => this.#took(name, chunk));
      stream.unref();
    }
    child.channel?.unref();
    // A command that ends its process: the next one gets a new process.
    child.once('close', (code) => {
      if (this.#child === child) this.#child = undefined;
      if (this.#job) this.#end(this.#job, code);
    });
    return child;
  }

  #took(name: 'stdout' | 'stderr', chunk: string): void {
    const job = this.#job;
    if (!job) return;
    job[name] += chunk;
    const end = new RegExp(`\\0end ${job.id} (\\d+)\\n$`);
    const code = end.exec(job.stdout)?.[1];
    if (code === undefined || !end.test(job.stderr)) return;
    for (const stream of ['stdout', 'stderr'] as const) job[stream] = job[stream].replace(end, '');
    this.#end(job, Number(code));
  }

  #end({ stdout, stderr, resolve }: Job, code: number | null): void {
    this.#job = undefined;
    this.#child?.unref();
    resolve({ code, stdout, stderr: withoutProgress(stderr), all: stdout + stderr });
  }
}

/** The one of all test files of a worker. */
export const warm = new WarmCommand();
