// Everything wrong with a configuration, collected so that one error reports it all.
import type { ConfigCode, WarningCode } from '../../model/codes/codes.js';
import { ConfigError, type ConfigIssue, MOST_ISSUES } from '../../model/errors.js';
import { formatKey, type KeyPath } from './key-path.js';
import type { Position, Positions } from './positions.js';

const MOST_WARNINGS = 5;

interface Entry {
  issue: ConfigIssue;
  line: number;
  column: number;
}

/** Collects issues: first those of the document, in its order, then those of its surroundings. */
export class Issues {
  readonly #entries: Entry[] = [];
  readonly #reported = new Set<string>();
  /** The keys around those that are reported. */
  readonly #around = new Set<string>();
  readonly #warnings: ConfigIssue<WarningCode>[] = [];

  constructor(readonly positions: Positions) {}

  /** Something wrong at a key of the document. A key is reported once. */
  at(path: KeyPath, code: ConfigCode, message: string): void {
    this.#add(path, this.positions.of(path), code, message);
  }

  /** The same, where the key is wrong and not its value. */
  atKey(path: KeyPath, code: ConfigCode, message: string): void {
    this.#add(path, this.positions.ofKey(path), code, message);
  }

  #add(path: KeyPath, position: Position | undefined, code: ConfigCode, message: string): void {
    const id = JSON.stringify(path);
    if (this.#reported.has(id)) return;
    this.#reported.add(id);
    for (let depth = 0; depth < path.length; depth++) this.#around.add(JSON.stringify(path.slice(0, depth)));
    const { line = 0, column = 0 } = position ?? {};
    const key = formatKey(path);
    const issue = { code, where: this.positions.printed(position), ...(key === '' ? {} : { key }), message };
    this.#entries.push({ issue, line, column });
  }

  /** Something wrong in the text at a position, or in the file as a whole. */
  inText(code: ConfigCode, message: string, position?: Position): void {
    const { line, column } = position ?? { line: 0, column: 0 };
    this.#entries.push({ issue: { code, where: this.positions.printed(position), message }, line, column });
  }

  /** Something wrong outside of the document: the environment, an ovh.conf, a preset. */
  elsewhere(where: string, key: string | undefined, code: ConfigCode, message: string): void {
    const issue = { code, where, ...(key === undefined ? {} : { key }), message };
    this.#entries.push({ issue, line: Number.MAX_SAFE_INTEGER, column: 0 });
  }

  /** Something that still works, and how to write it now. */
  warn(path: KeyPath, code: WarningCode, message: string): void {
    this.#warnings.push({ code, where: this.positions.print(path), key: formatKey(path), message });
  }

  /** The same outside of the document. */
  warnElsewhere(where: string, code: WarningCode, message: string): void {
    this.#warnings.push({ code, where, message });
  }

  /** The first warnings, and how many there are beside them. */
  get warnings(): ConfigIssue<WarningCode>[] {
    const shown = this.#warnings.slice(0, MOST_WARNINGS);
    const rest = this.#warnings.length - shown.length;
    const [first] = shown;
    if (!first || rest === 0) return shown;
    const { code } = first;
    return [...shown, { code, where: this.positions.source, message: `and ${rest} more like these` }];
  }

  /** True where an issue is at this key, below it, or around it. */
  touches(path: KeyPath): boolean {
    if (this.#around.has(JSON.stringify(path))) return true;
    return (
      path.some((_, depth) => this.#reported.has(JSON.stringify(path.slice(0, depth)))) ||
      this.#reported.has(JSON.stringify(path))
    );
  }

  /** As many as are shown: further ones need no suggestions. */
  get isFull(): boolean {
    return this.#entries.length >= MOST_ISSUES;
  }

  get any(): boolean {
    return this.#entries.length > 0;
  }

  /** Throws `ConfigError` with all issues, when there is one. */
  throwIfAny(): void {
    if (this.any) throw this.error();
  }

  /** All issues, at most 100 of them, in the order of the document. */
  error(): ConfigError {
    const sorted = [...this.#entries].sort((a, b) => a.line - b.line || a.column - b.column);
    const issues = sorted.slice(0, MOST_ISSUES).map((entry) => entry.issue);
    const rest = sorted.length - issues.length;
    if (rest > 0) {
      const message = `and ${rest} more like these`;
      issues.push({ code: 'config-more-issues', where: this.positions.source, message });
    }
    return new ConfigError(issues);
  }
}
