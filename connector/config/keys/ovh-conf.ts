// ovh.conf: the ini files of OVHcloud's own clients.
import { join } from 'node:path';
import type { Environment } from '../config.js';
import type { Issues } from '../file/issues.js';
import { readText, UnreadableFile } from '../file/source-file.js';

interface IniFile {
  /** Name for messages: `./ovh.conf`, `~/.ovh.conf`, `/etc/ovh.conf`. */
  name: string;
  sections: Map<string, Map<string, IniValue>>;
}

interface IniValue {
  value: string;
  line: number;
}

/** A value and its location: `source` is the file, `where` has the line too. */
export interface FoundValue {
  value: string;
  source: string;
  where: string;
}

/**
 * The ini files of this machine, in the order of precedence. A file is read when a value was not found
 * before it; one that is unreadable or malformed goes to `issues` then.
 */
export class OvhConf {
  readonly #files: { name: string; path: string }[];
  readonly #read = new Map<string, IniFile>();

  constructor(
    readonly environment: Environment,
    readonly issues: Issues,
  ) {
    // Clients look for a dot in the home folder only (github.com/ovh/go-ovh, ovh/configuration.go); people forget it.
    this.#files = [
      { name: './ovh.conf', path: join(environment.cwd, 'ovh.conf') },
      { name: '~/.ovh.conf', path: join(environment.home, '.ovh.conf') },
      { name: '~/ovh.conf', path: join(environment.home, 'ovh.conf') },
      { name: '/etc/ovh.conf', path: '/etc/ovh.conf' },
    ];
  }

  /** The first value of a key that is not empty, in any of the sections; undefined when there is none. */
  find(sections: readonly string[], key: string): FoundValue | undefined {
    for (const { name, path } of this.#files) {
      const file = this.#read.get(path) ?? this.#load(name, path);
      for (const section of sections) {
        const found = file.sections.get(section)?.get(key);
        if (found) return { value: found.value, source: name, where: `${name}:${found.line}` };
      }
    }
    return undefined;
  }

  #load(name: string, path: string): IniFile {
    const file: IniFile = { name, sections: new Map() };
    this.#read.set(path, file);
    try {
      parseIni(readText(path, this.environment), file, this.issues);
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      if (!error.missing) this.issues.elsewhere(name, undefined, 'config-unreadable', error.message);
    }
    return file;
  }
}

function parseIni(text: string, file: IniFile, issues: Issues): void {
  let section: Map<string, IniValue> | undefined;
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith(';') || line.startsWith('#')) continue;
    const header = /^\[([^\]]*)\]\s*(?:[;#].*)?$/.exec(line)?.[1]?.trim();
    const [, key, value] = /^([^=:]*?)\s*[=:]\s*(.*)$/.exec(line) ?? [];
    if (header !== undefined) {
      section = file.sections.get(header) ?? new Map();
      file.sections.set(header, section);
    } else if (key === undefined || key === '' || section === undefined) {
      const expected = section || !key ? '[section] or key = value' : 'a [section] before the first key';
      issues.elsewhere(
        `${file.name}:${index + 1}`,
        undefined,
        'config-text',
        `this line is not understood; allowed: ${expected}`,
      );
    } else {
      const clean = unquote(value ?? '');
      if (clean !== '') section.set(key.toLowerCase(), { value: clean, line: index + 1 });
    }
  }
}

function unquote(value: string): string {
  const quoted = /^(["'])(.*)\1\s*(?:[;#].*)?$/.exec(value);
  return quoted?.[2] ?? value.replace(/(^|\s)[;#].*$/, '').trim();
}
