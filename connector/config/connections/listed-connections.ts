// Connections that are listed elsewhere, and what all connections have in common.
import type { Issues } from '../file/issues.js';
import type { KeyPath } from '../file/key-path.js';
import { NotShown } from '../file/not-shown.js';
import { UnreadableFile } from '../file/source-file.js';
import { type Group, isGroup } from '../reading.js';
import { connectionsFrom } from '../schema/connections-schema.js';
import { CommandFailed, type CommandOutput } from './command-output.js';
import { connectionsIn } from './conf-sections.js';
import { rowsOf } from './csv-connections.js';
import { isSecretArgument } from './error-output.js';
import type { ListedEntry } from './listed-entry.js';

export interface ListedConnections {
  /** The configuration with all its connections. */
  written: Group;
  /** The same for messages: without values that may be a secret in the wrong column. */
  shown: Group;
  /** False where the list could not be used: connections are missing, and what is reported has the reason. */
  isWhole: boolean;
  /** True for a text without variables. */
  isLiteral(path: KeyPath): boolean;
}

/** What lists of connections are read with. */
export interface ListReaders {
  /** The text of a file that the configuration names; throws `UnreadableFile`. */
  readFile: (name: string) => string;
  /** The absolute name of a file of the configuration. */
  pathOf: (name: string) => string;
  env: Record<string, string | undefined>;
  commandOutput: CommandOutput;
}

/**
 * The configuration with what `connectionsFrom` lists among its connections, and `connectionDefaults` in each of them.
 * What is wrong goes to `issues`, with the row.
 */
export function withListedConnections(
  written: Group,
  readers: ListReaders,
  issues: Issues,
): ListedConnections {
  const { connectionsFrom: from, connectionDefaults: defaults } = written;
  const own = Array.isArray(written.connections) ? written.connections : [];
  const rows = from === undefined ? [] : listedIn(from, own.length, readers, issues);
  const rest = { isWhole: rows !== undefined, isLiteral: literalsOf(rows ?? [], own.length) };
  if (from === undefined && defaults !== undefined && written.connections === undefined) {
    const message = 'is for connections, and there are none: write connections or connectionsFrom';
    issues.atKey(['connectionDefaults'], 'config-conflict', message);
    return { written, shown: written, ...rest, isWhole: false };
  }
  if (!rows?.length && !Array.isArray(written.connections)) return { written, shown: written, ...rest };
  if (isGroup(defaults))
    placeDefaults(defaults, [...own, ...(rows ?? []).map(({ connection }) => connection)], issues);
  const complete = (listed: readonly Group[]) => {
    const all = [...own, ...listed];
    const connections = isGroup(defaults) ? all.map((each) => withDefaults(each, defaults)) : all;
    return { ...written, connections };
  };
  const listed = rows ?? [];
  return {
    written: complete(listed.map(({ connection }) => connection)),
    shown: complete(listed.map(shownOf)),
    ...rest,
  };
}

/** Undefined where the list cannot be used. */
function listedIn(
  from: unknown,
  before: number,
  readers: ListReaders,
  issues: Issues,
): ListedEntry[] | undefined {
  try {
    // What is wrong with the key itself is reported with the others.
    const { data } = connectionsFrom.safeParse(from);
    if (data === undefined) return undefined;
    if (typeof data === 'string') return rowsOf(readers.readFile(data), data, before, issues);
    if ('command' in data) return listedByCommand(data, before, readers, issues);
    return connectionsIn(readers.readFile(data.ovhConf), data.sections, data.ovhConf, before, issues);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const key = typeof from === 'string' ? ['connectionsFrom'] : ['connectionsFrom', 'ovhConf'];
    issues.at(key, 'config-unreadable', error.message);
    return undefined;
  }
}

function listedByCommand(
  { command, timeout }: { command: readonly string[]; timeout: number },
  before: number,
  { pathOf, env, commandOutput }: ListReaders,
  issues: Issues,
): ListedEntry[] | undefined {
  const path = ['connectionsFrom', 'command'];
  const [program = '', ...args] = command;
  const refuse = (at: number, message: string) => issues.at([...path, at], 'config-value', message);
  const variable = [program, ...args].findIndex((part) => part.includes('${'));
  if (variable >= 0) {
    refuse(
      variable,
      'holds "${", and variables are not replaced here: the program has the environment itself',
    );
    return undefined;
  }
  const secret = args.findIndex((_, at) => isSecretArgument(args, at));
  if (secret >= 0) {
    const why = 'everybody on a machine sees the arguments of its programs';
    refuse(
      secret + 1,
      `holds what looks like a key (not shown): ${why}. Set a variable, which the program has`,
    );
    return undefined;
  }
  try {
    const run: [string, ...string[]] = [/[\\/]/.test(program) ? pathOf(program) : program, ...args];
    const text = commandOutput({ command: run, cwd: pathOf('.'), env, timeout });
    if (text.trim() === '')
      throw new CommandFailed(
        'ended with 0, but printed nothing on standard output: a CSV is expected there',
      );
    return rowsOf(text, `output of ${program}`, before, issues);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    issues.at(path, 'config-command', `${program}: ${error.message}`);
    return undefined;
  }
}

function literalsOf(rows: readonly ListedEntry[], before: number): (path: KeyPath) => boolean {
  return ([key, index, ...rest]) => {
    if (key !== 'connections') return false;
    let literal: unknown = rows[Number(index) - before]?.literal;
    for (const part of rest)
      literal = isGroup(literal) && Object.hasOwn(literal, part) ? literal[part] : undefined;
    return typeof literal === 'string';
  };
}

/** A word or two, as a typing error of a region is: no key looks like that. */
const PLAIN = /^(?=.{1,14}$)[a-z]+([-_ ][a-z]+)*$/i;
const VARIABLE = /^\$\{(\w+|file:[^}]+)\}$/;

function shownOf({ connection, literal, placeOf }: ListedEntry): Group {
  const shown = (group: Group, texts: unknown): Group =>
    Object.fromEntries(
      Object.entries(group).map(([column, value]) => [
        column,
        shownCell(column, value, isGroup(texts) ? texts[column] : undefined),
      ]),
    );
  const shownCell = (column: string, value: unknown, text: unknown) => {
    if (isGroup(value)) return shown(value, text);
    const isPlain = PLAIN.test(String(value)) || (text === undefined && VARIABLE.test(String(value)));
    return isPlain ? value : new NotShown(placeOf(column));
  };
  return shown(connection, literal);
}

/** A key that a connection has from the defaults is written there. */
function placeDefaults({ auth }: Group, connections: readonly unknown[], { positions }: Issues): void {
  if (!isGroup(auth)) return;
  for (const [index, connection] of connections.entries()) {
    const written = isGroup(connection) ? connection.auth : undefined;
    for (const key of Object.keys(auth).filter((name) => !isGroup(written) || !Object.hasOwn(written, name)))
      positions.move(['connectionDefaults', 'auth', key], ['connections', index, 'auth', key]);
  }
}

function withDefaults(connection: unknown, defaults: Group): unknown {
  if (!isGroup(connection)) return connection;
  const merged = (key: string) => {
    const [common, own] = [defaults[key], connection[key]];
    return isGroup(common) && (own === undefined || isGroup(own)) ? { [key]: { ...common, ...own } } : {};
  };
  return { ...defaults, ...connection, ...merged('auth'), ...merged('labels') };
}
