// The storage of a folder destination: a local folder or a bucket. No file is ever changed in place.

export interface StoredFile {
  /** Up to this many bytes from a position; fewer at the end of the file. */
  read(position: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}

/** Bytes of a file, and a tag that every version of it has for itself. */
export interface Tagged {
  bytes: Buffer;
  tag: string;
}

/**
 * Names have `/` between folder and file. A write is safe on the disk when its call resolves. All methods throw
 * `DestinationError`. A session calls the writing ones one after another; `get`, `open` and `list` may come at any time.
 */
export interface Storage {
  /** For people. */
  readonly location: string;
  /** Writes a file whole, in place of one with this name, or not at all. */
  put(name: string, chunks: AsyncIterable<Uint8Array>): Promise<void>;
  get(name: string): Promise<Tagged | undefined>;
  /**
   * Writes a file only if it still has this tag, or, without a tag, if it does not exist. Returns the new tag. Throws
   * when another program has written it meanwhile.
   */
  replace(name: string, bytes: Buffer, tag: string | undefined): Promise<string>;
  /**
   * Undefined when there is no such file. An open file can be read to its end, also after it was removed. With a range
   * only these bytes are read; positions count from the beginning of the file.
   */
  open(name: string, range?: { offset: number; length: number }): Promise<StoredFile | undefined>;
  /** Names of the files directly in a folder (`''` is the top), also of unfinished ones. */
  list(folder: string): Promise<string[]>;
  /** Removes a file. No error when it does not exist or is still open. */
  remove(name: string): Promise<void>;
}
