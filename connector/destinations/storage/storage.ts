// Where the files of a folder destination are kept: a local folder, or a bucket. No file is ever changed in place.

export interface StoredFile {
  /** At most this many bytes from a position on; fewer at the end of the file. */
  read(position: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}

/** Bytes of a file, and a tag that another version of it does not have. */
export interface Tagged {
  bytes: Buffer;
  tag: string;
}

/**
 * Names have `/` between their parts. Everything throws `DestinationError`, whose words tell what to do. What was
 * written is safe when the call returns.
 */
export interface Storage {
  /** For people. */
  readonly location: string;
  /** Writes a whole file, in place of one that has this name, or nothing at all. */
  put(name: string, chunks: AsyncIterable<Uint8Array>): Promise<void>;
  get(name: string): Promise<Tagged | undefined>;
  /**
   * Like `put`, but only if the file still has this tag; undefined: if there is none. Gives the new tag. Throws when
   * somebody else has written it meanwhile.
   */
  replace(name: string, bytes: Buffer, tag: string | undefined): Promise<string>;
  /**
   * Undefined when there is no such file. What is open can be read to its end, also after it was removed. With a range
   * nothing else of it is read; positions are those in the whole file.
   */
  open(name: string, range?: { offset: number; length: number }): Promise<StoredFile | undefined>;
  /** Names of the files right in a folder (`''`: the top), also of those that were never finished. */
  list(folder: string): Promise<string[]>;
  /** No error when there is none, or when it is still open somewhere. */
  remove(name: string): Promise<void>;
}
