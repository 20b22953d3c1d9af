// Who else calls with the same key on this machine: each process keeps a small file, a lease, in a common folder.
import { createHash, randomBytes } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Peers, PeerView } from './budget.js';
import type { Slowed } from './slowdown.js';

/** The others are looked for, and one's own lease is renewed, at most this often. */
const LOOK_MS = 1000;
/** A lease that was not renewed for so long does not count: its process makes no calls, or is gone. */
const LIFE_MS = 15_000;
/**
 * Who comes to others waits this long before the first call: within one look they know, and go slower; after
 * one second more no second is left in which calls of their old pace are counted.
 */
const NOTICE_MS = 2 * LOOK_MS;
const LARGEST = 4096;
const NAME = /^([0-9a-f]{8})-(\d{1,10})-[0-9a-f]{8}\.json(\.tmp)?$/;

export interface LeaseOptions {
  /** Folder of this user, made when it is not there. Default: `leaseFolder()`. */
  folder?: string;
  /** Whose budget it is: origin and application key. Only a hash of it is written. */
  account: string;
  /** Of this process. For tests. */
  pid?: number;
  host?: string;
  isRunning?: (pid: number) => boolean;
}

interface Content {
  /** When it was renewed. */
  renewedAt: number;
  slowed?: Slowed;
}

/**
 * The folder of this user's leases. Not `$XDG_RUNTIME_DIR`: what a scheduler starts does not have it, and the
 * processes would not see each other.
 */
export function leaseFolder(): string {
  const uid = process.getuid?.();
  return join(tmpdir(), uid === undefined ? 'source-ovhcloud' : `source-ovhcloud-${uid}`);
}

/** The folder of one account in it. */
export function accountFolder(account: string, folder = leaseFolder()): string {
  return join(folder, shortHash(account, 32));
}

/**
 * This process's lease. There is no lock and there are no tokens to lose: whoever calls renews its file, counts
 * the others and takes its part of the budget; who ends, however it ends, is not counted any more. Looked at
 * before calls, not by a timer: a process that rests leaves its part to the others, and asks for it anew.
 */
export class Lease implements Peers {
  readonly #base: string;
  readonly #folder: string;
  readonly #host: string;
  readonly #file: string;
  readonly #isRunning: (pid: number) => boolean;
  #view: PeerView = { processes: 1, notBefore: 0, slowed: [] };
  #counted = 1;
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

  /** Why other processes are not seen. */
  get problem(): string | undefined {
    return this.#problem;
  }

  look(nowMs: number, slowed: Slowed | undefined): PeerView {
    if (this.#isClosed) return this.#view;
    if (nowMs >= this.#lookedAt && nowMs - this.#lookedAt < LOOK_MS) return this.#view;
    this.#lookedAt = nowMs;
    // Two looks early: by the time of the next call the others may have stopped counting this process.
    const isNew = Math.abs(nowMs - this.#renewedAt) > LIFE_MS - 2 * LOOK_MS;
    try {
      this.#renew({ renewedAt: nowMs, slowed });
      this.#renewedAt = nowMs;
      this.#take(this.#others(nowMs), isNew, nowMs);
    } catch (error) {
      // A file that somebody holds open for a moment is no matter: the last renewal still counts.
      if (isNew) this.#giveUp(error);
    }
    return this.#view;
  }

  close(): void {
    this.#isClosed = true;
    if (this.#renewedAt === Number.NEGATIVE_INFINITY) return;
    for (const file of [this.#file, `${this.#file}.tmp`]) quietly(() => rmSync(file, { force: true }));
    // Only when it is empty.
    quietly(() => rmdirSync(this.#folder));
  }

  #take(others: Content[], isNew: boolean, nowMs: number): void {
    const processes = others.length + 1;
    this.#view = {
      // Fewer only when two looks agree: a second that still holds calls of one that ended is full.
      processes: Math.max(processes, this.#counted),
      // Never longer than that: the clock may have been set back.
      notBefore:
        isNew && others.length > 0 ? nowMs + NOTICE_MS : Math.min(this.#view.notBefore, nowMs + NOTICE_MS),
      slowed: others.flatMap((other) => (other.slowed ? [other.slowed] : [])),
    };
    this.#counted = processes;
  }

  #giveUp(error: unknown): void {
    this.#problem ??= `other processes are not seen: the budget is this process's alone (${(error as Error).message})`;
    this.#view = { processes: 1, notBefore: 0, slowed: [] };
  }

  #renew(content: Content): void {
    const write = () => {
      for (const folder of [this.#base, this.#folder]) makeOwn(folder);
      const draft = `${this.#file}.tmp`;
      rmSync(draft, { force: true });
      writeFileSync(draft, JSON.stringify(content), { mode: 0o600, flag: 'wx' });
      renameSync(draft, this.#file);
    };
    try {
      write();
    } catch (error) {
      // The last of the others that ended took the folder with it, just now.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      write();
    }
  }

  /** The leases in force; those of processes that are gone are removed. */
  #others(nowMs: number): Content[] {
    const found: Content[] = [];
    for (const name of readdirSync(this.#folder)) {
      const [, host, pid, draft] = NAME.exec(name) ?? [];
      const file = join(this.#folder, name);
      if (pid === undefined || file === this.#file) continue;
      const isGone = host === this.#host && !this.#isRunning(Number(pid));
      const content = isGone || draft ? undefined : read(file);
      if (isGone || (content && isOver(content, nowMs))) quietly(() => rmSync(file, { force: true }));
      else if (content) found.push(content);
    }
    return found;
  }
}

/** Over when it is old; or from the future, after the clock was set back. */
function isOver({ renewedAt }: Content, nowMs: number): boolean {
  return Math.abs(nowMs - renewedAt) > LIFE_MS;
}

/** Undefined where there is none: it was removed just now, or is not a lease of this user. */
function read(file: string): Content | undefined {
  try {
    const stats = lstatSync(file);
    if (!stats.isFile() || !isOwn(stats) || stats.size > LARGEST) return undefined;
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const { renewedAt, slowed } = value as Partial<Content>;
    if (typeof renewedAt !== 'number') return undefined;
    return isSlowed(slowed) ? { renewedAt, slowed } : { renewedAt };
  } catch {
    return undefined;
  }
}

function isSlowed(value: unknown): value is Slowed {
  if (typeof value !== 'object' || value === null) return false;
  const { factor, at, quietFrom } = value as Partial<Slowed>;
  return [factor, at, quietFrom].every((each) => typeof each === 'number') && Number(factor) > 0;
}

/** Makes a folder for this user alone, or makes sure that it is one. */
function makeOwn(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stats = lstatSync(folder);
  if (!stats.isDirectory()) throw new Error(`${folder} is not a folder`);
  if (!isOwn(stats)) throw new Error(`${folder} belongs to another user`);
  if (process.getuid && (stats.mode & 0o022) !== 0) throw new Error(`others may write to ${folder}`);
}

/** Windows has no such owners: there, the folder for temporary files is the user's own. */
function isOwn(stats: Stats): boolean {
  return process.getuid === undefined || stats.uid === process.getuid();
}

/** A process of another user is running too: one may not signal it. */
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
    // Whoever comes next does it.
  }
}
