// Finds the other processes of this machine that call with the same key, by small files (leases) in a common folder.
import { createHash, randomBytes } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, rmdirSync, rmSync, type Stats } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { makeFolder } from '../../disk/access.js';
import { replaceFile } from '../../disk/whole-file.js';
import { isSlowdown, type SlowdownState } from '../../model/budget.js';
import type { Notice } from '../../model/notice.js';
import type { Peers, PeerView } from './budget.js';
import { LIFE_MS, LOOK_MS, NOTICE_MS } from './looks.js';
import { Members } from './part.js';

const LARGEST = 4096;
const NAME = /^([0-9a-f]{8})-(\d{1,10})-[0-9a-f]{8}\.json(\.[0-9a-f]{16}\.tmp)?$/;

export interface LeaseOptions {
  /** Folder of this user, created if missing. Default: `leaseFolder()`. */
  folder?: string;
  /** Owner of the budget: origin and application key. Only a hash of it is written. */
  account: string;
  /** Identity of this process, for tests. */
  pid?: number;
  host?: string;
  isRunning?: (pid: number) => boolean;
}

interface Content {
  /** Milliseconds of the clock. */
  renewedAt: number;
  slowdown?: SlowdownState;
}

interface Found extends Content {
  /** Of the file. */
  name: string;
}

const ALONE: PeerView = { processes: 1, rank: 0, notBefore: 0, slowdowns: [] };

/**
 * The folder of this user's leases. It is not `$XDG_RUNTIME_DIR`: processes that a scheduler starts do not have that
 * variable, and would not see the others.
 */
export function leaseFolder(): string {
  const uid = process.getuid?.();
  return join(tmpdir(), uid === undefined ? 'source-ovhcloud' : `source-ovhcloud-${uid}`);
}

/** Its subfolder for one account. */
export function accountFolder(account: string, folder = leaseFolder()): string {
  return join(folder, shortHash(account, 32));
}

/**
 * This process's lease. It needs no lock and has no tokens to lose: a process that makes calls renews its file, counts
 * the others and takes its part of the budget; a process that ended in any way is no longer counted. Renewal happens
 * before calls, not by a timer: an idle process leaves its part to the others and joins again later.
 */
export class Lease implements Peers {
  readonly #base: string;
  readonly #folder: string;
  readonly #host: string;
  readonly #file: string;
  readonly #isRunning: (pid: number) => boolean;
  readonly #members = new Members();
  #view: PeerView = ALONE;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #renewedAt = Number.NEGATIVE_INFINITY;
  #problem: string | undefined;
  #isClosed = false;

  constructor(options: LeaseOptions) {
    this.#base = options.folder ?? leaseFolder();
    this.#folder = accountFolder(options.account, this.#base);
    this.#host = shortHash(options.host ?? hostname(), 8);
    const pid = options.pid ?? process.pid;
    this.#file = join(this.#folder, `${this.#host}-${pid}-${randomBytes(4).toString('hex')}.json`);
    this.#isRunning = options.isRunning ?? isRunning;
  }

  /** Undefined when other processes can be seen. */
  get problem(): Notice | undefined {
    return this.#problem === undefined ? undefined : { code: 'budget-alone', message: this.#problem };
  }

  exchange(nowMs: number, own: SlowdownState | undefined): PeerView {
    if (this.#isClosed) return this.#view;
    if (nowMs >= this.#lookedAt && nowMs - this.#lookedAt < LOOK_MS) return this.#view;
    this.#lookedAt = nowMs;
    // Two looks early: by the time of the next call the others may have stopped counting this process.
    const isNew = Math.abs(nowMs - this.#renewedAt) > LIFE_MS - 2 * LOOK_MS;
    try {
      this.#renew({ renewedAt: nowMs, slowdown: own });
      this.#renewedAt = nowMs;
      this.#take(this.#others(nowMs), isNew, nowMs);
    } catch (error) {
      // Another program may have a file open for a moment. The last renewal still counts.
      if (isNew) this.#giveUp(error);
    }
    return this.#view;
  }

  close(): void {
    this.#isClosed = true;
    if (this.#renewedAt === Number.NEGATIVE_INFINITY) return;
    quietly(() => rmSync(this.#file, { force: true }));
    // Only when it is empty.
    quietly(() => rmdirSync(this.#folder));
  }

  #take(others: Found[], isNew: boolean, nowMs: number): void {
    const names = others.map(({ name }) => name);
    this.#view = {
      ...this.#members.place(basename(this.#file), names),
      // At most the notice from now: the clock may have been set back.
      notBefore:
        isNew && others.length > 0 ? nowMs + NOTICE_MS : Math.min(this.#view.notBefore, nowMs + NOTICE_MS),
      slowdowns: others.flatMap(({ slowdown }) => (slowdown ? [slowdown] : [])),
    };
  }

  #giveUp(error: unknown): void {
    this.#problem ??= `other processes are not seen: the budget is this process's alone (${(error as Error).message})`;
    this.#view = ALONE;
  }

  #renew(content: Content): void {
    const write = () => {
      for (const folder of [this.#base, this.#folder]) makeOwn(folder);
      replaceFile(this.#file, JSON.stringify(content));
    };
    try {
      write();
    } catch (error) {
      // Another process has just removed the folder with its last lease.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      write();
    }
  }

  /** The leases in force; those of processes that are gone are removed. */
  #others(nowMs: number): Found[] {
    const found: Found[] = [];
    for (const name of readdirSync(this.#folder)) {
      const [, host, pid, draft] = NAME.exec(name) ?? [];
      const file = join(this.#folder, name);
      if (pid === undefined || file === this.#file) continue;
      const isGone = host === this.#host && !this.#isRunning(Number(pid));
      const content = isGone || draft ? undefined : read(file);
      if (isGone || (content && isOver(content, nowMs))) quietly(() => rmSync(file, { force: true }));
      else if (content) found.push({ ...content, name });
    }
    return found;
  }
}

/** A lease is over when it is old, or from the future after the clock was set back. */
function isOver({ renewedAt }: Content, nowMs: number): boolean {
  return Math.abs(nowMs - renewedAt) > LIFE_MS;
}

/** Undefined when the file was just removed, or is not a lease of this user. */
function read(file: string): Content | undefined {
  try {
    const stats = lstatSync(file);
    if (!stats.isFile() || !isOwn(stats) || stats.size > LARGEST) return undefined;
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const { renewedAt, slowdown } = value as Partial<Content>;
    if (typeof renewedAt !== 'number') return undefined;
    return isSlowdown(slowdown) ? { renewedAt, slowdown } : { renewedAt };
  } catch {
    return undefined;
  }
}

/** Creates a folder for this user alone, or checks that it is one. */
function makeOwn(folder: string): void {
  makeFolder(folder);
  const stats = lstatSync(folder);
  if (!stats.isDirectory()) throw new Error(`${folder} is not a folder`);
  if (!isOwn(stats)) throw new Error(`${folder} belongs to another user`);
  if (process.getuid && (stats.mode & 0o022) !== 0) throw new Error(`others may write to ${folder}`);
}

/** Windows has no such owners. There, the folder for temporary files belongs to the user. */
function isOwn(stats: Stats): boolean {
  return process.getuid === undefined || stats.uid === process.getuid();
}

/** A process that may not be signalled runs too, for another user. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function shortHash(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // The next process will remove it.
  }
}
