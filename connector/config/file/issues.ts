// Everything wrong with a configuration, gathered so that it can be said at once.
import type { ConfigCode, WarningCode } from '../../model/codes/codes.js';
import { ConfigError, type ConfigIssue } from '../../model/errors.js';
import { formatKey, type KeyPath, type Places, type Position } from './place.js';

const MOST_ISSUES = 100;
const MOST_WARNINGS = 5;

interface Entry {
  issue: ConfigIssue;
  line: number;
  column: number;
}

/** Gathers issues. Those of the document come in its order, then those of the surroundings. */
export class Issues {
  readonly #entries: Entry[] = [];
  readonly #reported = new Set<string>();
  readonly #warnings: ConfigIssue<WarningCode>[] = [];

  constructor(readonly places: Places) {}

  /** Something wrong at a key of the document. A key that was already reported is not reported twice. */
  at(path: KeyPath, code: ConfigCode, message: string): void {
    this.#add(path, this.places.position(path), code, message);
  }

  /** The same, where the key is wrong and not its value. */
  atKey(path: KeyPath, code: ConfigCode, message: string): void {
    this.#add(path, this.places.keyPosition(path), code, message);
  }

  #add(path: KeyPath, position: Position | undefined, code: ConfigCode, message: string): void {
    const id = JSON.stringify(path);
    if (this.#reported.has(id)) return;
    this.#reported.add(id);
    const { line = 0, column = 0 } = position ?? {};
    const key = formatKey(path);
    const issue = { code, where: this.places.print(position), ...(key === '' ? {} : { key }), message };
    this.#entries.push({ issue, line, column });
  }

  /** Something wrong in the text at a position, or in the file as a whole. */
  inText(code: ConfigCode, message: string, position?: Position): void {
    const { line, column } = position ?? { line: 0, column: 0 };
    this.#entries.push({ issue: { code, where: this.places.print(position), message }, line, column });
  }

  /** Something wrong outside of the document: the environment, an ovh.conf, a preset. */
  elsewhere(where: string, key: string | undefined, code: ConfigCode, message: string): void {
    const issue = { code, where, ...(key === undefined ? {} : { key }), message };
    this.#entries.push({ issue, line: Number.MAX_SAFE_INTEGER, column: 0 });
  }

  /** Something that still works, and how to write it now. */
  warn(path: KeyPath, code: WarningCode, message: string): void {
    this.#warnings.push({ code, where: this.places.of(path), key: formatKey(path), message });
  }

  /** The first warnings, and how many there are beside them. */
  get warnings(): ConfigIssue<WarningCode>[] {
    const shown = this.#warnings.slice(0, MOST_WARNINGS);
    const rest = this.#warnings.length - shown.length;
    const [first] = shown;
    if (!first || rest === 0) return shown;
    return [
      ...shown,
      { code: first.code, where: this.places.source, message: `and ${rest} more like these` },
    ];
  }

  /** True where this key, something in it, or something around it was reported. */
  touches(path: KeyPath): boolean {
    const wanted = JSON.stringify(path).slice(0, -1);
    for (const id of this.#reported) {
      const known = id.slice(0, -1);
      if (id === '[]' || isWithin(known, wanted) || isWithin(wanted, known)) return true;
    }
    return false;
  }

  get any(): boolean {
    return this.#entries.length > 0;
  }

  /** Throws `ConfigError` with all issues, at most 100 of them, when there is one. */
  throwIfAny(): void {
    if (!this.any) return;
    const sorted = [...this.#entries].sort((a, b) => a.line - b.line || a.column - b.column);
    const issues = sorted.slice(0, MOST_ISSUES).map((entry) => entry.issue);
    const rest = sorted.length - issues.length;
    if (rest > 0) {
      const message = `and ${rest} more like these`;
      issues.push({ code: 'config-more-issues', where: this.places.source, message });
    }
    throw new ConfigError(issues);
  }
}

function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(outer === '[' ? outer : `${outer},`);
}
