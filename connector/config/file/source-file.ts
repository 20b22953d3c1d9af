// The text of a file, or the reason in words why there is none.
import { FileTooLarge, LARGEST_TEXT, readAtMost } from '../../disk/bounded-read.js';
import type { Environment } from '../config.js';
import { homeFolder } from '../home.js';

/** A file that cannot be read as text. The message says why, without naming the file. */
export class UnreadableFile extends Error {
  /** @param missing true where there is no such file */
  constructor(
    message: string,
    readonly missing: boolean,
    readonly line?: number,
  ) {
    super(message);
  }
}

/** This machine: its environment, the current folder, the user's folder. */
export function systemEnvironment(): Environment {
  return { env: process.env, cwd: process.cwd(), home: homeFolder() };
}

/** UTF-8 text of a file without its byte order mark. Throws `UnreadableFile`. */
export function readText(path: string, environment: Environment): string {
  let bytes: Uint8Array;
  try {
    bytes = (environment.readFile ?? readAtMost)(path);
    if (bytes.length > LARGEST_TEXT) throw new FileTooLarge(LARGEST_TEXT, bytes.length);
  } catch (error) {
    throw error instanceof FileTooLarge ? new UnreadableFile(error.message, false) : unreadable(error);
  }
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new UnreadableFile('is saved as UTF-16; save it as UTF-8', false);
  }
  return decodeText(bytes);
}

/** Throws `UnreadableFile` for what is no UTF-8 text. */
export function decodeText(bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const lenient = new TextDecoder('utf-8').decode(bytes);
    throw new UnreadableFile('is not UTF-8 text; save it as UTF-8', false, lineOf(lenient, '\ufffd'));
  }
  const nul = text.indexOf('\0');
  if (nul >= 0)
    throw new UnreadableFile('holds a NUL byte: it is not a text file', false, lineOf(text, '\0'));
  return text;
}

function lineOf(text: string, part: string): number {
  return text.slice(0, Math.max(0, text.indexOf(part))).split('\n').length;
}

function unreadable(error: unknown): UnreadableFile {
  const hasCode = typeof error === 'object' && error !== null && 'code' in error;
  const code = hasCode ? String(error.code) : 'unknown error';
  if (code === 'ENOENT' || code === 'ENOTDIR') return new UnreadableFile('there is no such file', true);
  if (code === 'EISDIR') return new UnreadableFile('is a folder; a file is needed', false);
  if (code === 'EACCES' || code === 'EPERM') {
    return new UnreadableFile('cannot be read: permission denied', false);
  }
  return new UnreadableFile(`cannot be read (${code})`, false);
}
