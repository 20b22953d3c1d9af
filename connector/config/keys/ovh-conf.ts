// ovh.conf: the ini files of OVHcloud's own clients.
import { join } from 'node:path';
import { REGIONS } from '../../../endpoints/regions.js';
import { isMisspelt } from '../../model/names.js';
import { findRegion } from '../../model/region.js';
import type { Environment } from '../config.js';
import type { Issues } from '../file/issues.js';
import { readText, UnreadableFile } from '../file/source-file.js';
import { didYouMean } from '../schema/suggestion.js';

/** Begins the name of a section that is a profile: `[profile:work]`. */
export const PROFILE_PREFIX = 'profile:';

/** Keys of `[default]`: they choose whose keys are used. */
const CHOOSING = ['endpoint', 'profile'];
/** Other keys that a person might expect to choose. */
const LIKE_CHOOSING = /^(account|connection|context|credentials?|nic(_?handle)?|region|section|user)s?$/;
const KEYS = [
  'application_key',
  'application_secret',
  'consumer_key',
  'client_id',
  'client_secret',
  'access_token',
];
/** What counts in a section of an account. Other tools write more. */
const OF_ACCOUNT = [...KEYS, 'endpoint'];
/** Of a name as long as this two letters may be wrong. */
const LONG_NAME = 12;

interface IniFile {
  /** Name for messages: `./ovh.conf`, `~/.ovh.conf`, `/etc/ovh.conf`. */
  name: string;
  sections: Map<string, Map<string, IniValue>>;
  /** Line of the first header of each section. */
  headers: Map<string, number>;
}

export interface IniValue {
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
  readonly #checked = new Set<ReadonlyMap<string, IniValue>>();

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
    for (const file of this.#inOrder()) {
      for (const section of sections) {
        const values = file.sections.get(section);
        if (values) this.#check(section, values, file);
        const found = values?.get(key);
        if (found) return foundIn(file, found);
      }
    }
    return undefined;
  }

  /** A section that nobody uses may say what it likes. */
  #check(section: string, values: ReadonlyMap<string, IniValue>, { name }: IniFile): void {
    if (section === 'default' || this.#checked.has(values)) return;
    this.#checked.add(values);
    refuseMisspelt(values, name, this.issues);
  }

  /** `profile` in `[default]` of the first file that has one, unless a file before it has keys in a plain section. */
  activeProfile(): FoundValue | undefined {
    for (const file of this.#inOrder()) {
      const found = file.sections.get('default')?.get('profile');
      if (found) return foundIn(file, found);
      if (hasPlainKeys(file)) return undefined;
    }
    return undefined;
  }

  /** The names of all profiles. */
  profiles(): string[] {
    const names = [...this.#inOrder()].flatMap(({ sections }) => [...sections.keys()]);
    const profiles = names.filter((name) => name.startsWith(PROFILE_PREFIX));
    return [...new Set(profiles.map((name) => name.slice(PROFILE_PREFIX.length)))];
  }

  /** For messages. */
  get places(): string {
    return this.#files.map(({ name }) => name).join(', ');
  }

  *#inOrder(): Generator<IniFile> {
    for (const { name, path } of this.#files) yield this.#read.get(path) ?? this.#load(name, path);
  }

  #load(name: string, path: string): IniFile {
    const file: IniFile = { name, sections: new Map(), headers: new Map() };
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

export interface ConfSection {
  name: string;
  /** Of its header. */
  line: number;
  /** By their names in small letters. */
  values: Map<string, IniValue>;
}

/** The sections of such a file; a line that is wrong goes to `issues`. */
export function sectionsIn(text: string, name: string, issues: Issues): ConfSection[] {
  const file: IniFile = { name, sections: new Map(), headers: new Map() };
  parseIni(text, file, issues);
  return [...file.sections].map(([section, values]) => ({
    name: section,
    line: file.headers.get(section) ?? 1,
    values,
  }));
}

function foundIn({ name }: IniFile, { value, line }: IniValue): FoundValue {
  return { value, source: name, where: `${name}:${line}` };
}

function hasPlainKeys({ sections }: IniFile): boolean {
  return [...sections].some(
    ([name, values]) => findRegion(REGIONS, name) && [...values.keys()].some((key) => KEYS.includes(key)),
  );
}

/** A key that is to choose whose keys are used must not be passed over. */
function refuseUnknown(section: string, key: string, where: string, issues: Issues): void {
  if (section === 'default') {
    if (CHOOSING.includes(key)) return;
    const hint = didYouMean(key, CHOOSING);
    if (hint === '' && !LIKE_CHOOSING.test(key)) return;
    const message = `unknown key${hint}; of [default] count: ${CHOOSING.join(', ')}`;
    issues.elsewhere(where, key, 'config-unknown-key', message);
  } else if (key === 'profile' && (section.startsWith(PROFILE_PREFIX) || findRegion(REGIONS, section))) {
    issues.elsewhere(where, key, 'config-unknown-key', 'chooses nothing here: it belongs to [default]');
  }
}

/**
 * A key of an account that is nearly one of those that count would be passed over, and another key be used in its place.
 *
 * @param name of the file, for messages
 */
export function refuseMisspelt(values: ReadonlyMap<string, IniValue>, name: string, issues: Issues): void {
  for (const [key, { line }] of values) {
    if (OF_ACCOUNT.includes(key)) continue;
    const meant = OF_ACCOUNT.find((known) => isMisspelt(key, known, known.length < LONG_NAME ? 1 : 2));
    if (meant !== undefined)
      issues.elsewhere(
        `${name}:${line}`,
        key,
        'config-unknown-key',
        `unknown key (did you mean "${meant}"?)`,
      );
  }
}

/** An address names a section by its origin. */
function sectionName(header: string): string {
  return URL.canParse(header) && /^https?:/i.test(header) ? new URL(header).origin : header;
}

function parseIni(text: string, file: IniFile, issues: Issues): void {
  let section: Map<string, IniValue> | undefined;
  let name = '';
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith(';') || line.startsWith('#')) continue;
    const header = /^\[([^\]]*)\]\s*(?:[;#].*)?$/.exec(line)?.[1]?.trim();
    const [, key, value] = /^([^=:]*?)\s*[=:]\s*(.*)$/.exec(line) ?? [];
    if (header !== undefined) {
      name = sectionName(header);
      section = file.sections.get(name) ?? new Map();
      file.sections.set(name, section);
      if (!file.headers.has(name)) file.headers.set(name, index + 1);
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
      if (clean === '') continue;
      section.set(key.toLowerCase(), { value: clean, line: index + 1 });
      refuseUnknown(name, key.toLowerCase(), `${file.name}:${index + 1}`, issues);
    }
  }
}

function unquote(value: string): string {
  const quoted = /^(["'])(.*)\1\s*(?:[;#].*)?$/.exec(value);
  return quoted?.[2] ?? value.replace(/(^|\s)[;#].*$/, '').trim();
}
