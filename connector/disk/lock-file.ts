// A file that one process at a time has: it gets its name complete, or not where the name is taken.
import {
  closeSync,
  fchmodSync,
  fstatSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { type Access, fileMode } from './access.js';

/** A file that has no name yet. */
export class FileDraft {
  readonly #temporary: string;
  readonly #bytes: Buffer;
  #descriptor: number | undefined;
  /** When it was written, by the clock of the file system; milliseconds since 1970. */
  readonly writtenMs: number;

  /**
   * @param id random, for the temporary name
   * Throws the errors of the system.
   */
  constructor(
    private readonly path: string,
    text: string,
    id: string,
    private readonly access: Access,
  ) {
    this.#bytes = Buffer.from(text);
    this.#temporary = `${path}.${id}.tmp`;
    this.#descriptor = openSync(this.#temporary, 'wx', fileMode(access));
    this.writtenMs = this.#write(this.#descriptor);
  }

  /** Undefined where a file of this name is there. */
  create(): HeldFile | undefined {
    try {
      linkSync(this.#temporary, this.path);
      rmSync(this.#temporary, { force: true });
    } catch (error) {
      if (isThere(error)) return undefined;
      return this.#createWithoutLink();
    }
    return this.#held();
  }

  /** For file systems without hard links: the file is empty for a moment. */
  #createWithoutLink(): HeldFile | undefined {
    let descriptor: number;
    try {
      descriptor = openSync(this.path, 'wx', fileMode(this.access));
    } catch (error) {
      if (isThere(error)) return undefined;
      throw error;
    }
    this.#write(descriptor);
    this.discard();
    this.#descriptor = descriptor;
    return this.#held();
  }

  /** Takes the place of the file that is there. */
  replace(): HeldFile {
    renameSync(this.#temporary, this.path);
    return this.#held();
  }

  /** Does nothing once it has its name. */
  discard(): void {
    if (this.#descriptor === undefined) return;
    closeSync(this.#descriptor);
    this.#descriptor = undefined;
    rmSync(this.#temporary, { force: true });
  }

  #write(descriptor: number): number {
    writeSync(descriptor, this.#bytes, 0, this.#bytes.length, 0);
    if (this.access !== 'owner') fchmodSync(descriptor, fileMode(this.access));
    return fstatSync(descriptor).mtimeMs;
  }

  #held(): HeldFile {
    const descriptor = this.#descriptor;
    if (descriptor === undefined) throw new Error('the draft was discarded');
    this.#descriptor = undefined;
    return new HeldFile(this.path, descriptor, this.#bytes);
  }
}

/** A file by its descriptor: what is done to it never reaches another file that has its name by now. */
export class HeldFile {
  #isReleased = false;

  constructor(
    private readonly path: string,
    private readonly descriptor: number,
    private readonly bytes: Buffer,
  ) {}

  /** Writes the same bytes again, so that it has a new time. */
  touch(): void {
    if (!this.#isReleased) writeSync(this.descriptor, this.bytes, 0, this.bytes.length, 0);
  }

  /** Removes it, unless its name is that of another file. */
  release(): void {
    if (this.#isReleased) return;
    this.#isReleased = true;
    const own = fstatSync(this.descriptor, { bigint: true });
    const there = statSync(this.path, { bigint: true, throwIfNoEntry: false });
    closeSync(this.descriptor);
    if (own.ino === there?.ino && own.dev === there.dev) rmSync(this.path, { force: true });
  }
}

function isThere(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'EEXIST';
}
