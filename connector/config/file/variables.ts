// `${NAME}` in the texts of a configuration: values from the environment.
import { holdsAKey, withoutKeys } from '../../model/like-secrets.js';
import type { Issues } from './issues.js';
import type { KeyPath } from './key-path.js';
import { UnreadableFile } from './source-file.js';

const REFERENCE = /\$\$\{|\$\{([^}]*)(\}?)/g;
const FILE = /^file:(.+)$/s;
const NAME = /^([A-Za-z_]\w*)(?::-(.*))?$/s;

export interface VariableOptions {
  env: Record<string, string | undefined>;
  issues: Issues;
  /** True for a key that may be absent when its variable is not set. */
  mayBeAbsent?: (path: KeyPath) => boolean;
  /** Hears of each key that is absent for that. */
  onAbsent?: (path: KeyPath, variable: string) => void;
  /** True for a text that stays as it is. */
  isLiteral?: (path: KeyPath) => boolean;
  /** The text of a file that a configuration names. Throws `UnreadableFile`. */
  readFile: (name: string) => string;
}

/**
 * The data with `${NAME}`, `${NAME:-default}` and `${file:PATH}` in its texts replaced; `$${` is a literal `${`. The default
 * is for a variable that is not set or empty. A variable without either is an issue.
 */
export function expandVariables(tree: unknown, options: VariableOptions, path: KeyPath = []): unknown {
  if (typeof tree === 'string')
    return tree.includes('${') && !options.isLiteral?.(path) ? expandText(tree, options, path) : tree;
  if (Array.isArray(tree)) return tree.map((item, index) => expandVariables(item, options, [...path, index]));
  if (typeof tree !== 'object' || tree === null) return tree;
  const prototype: unknown = Object.getPrototypeOf(tree);
  if (prototype !== null && prototype !== Object.prototype) return tree;
  const entries = Object.entries(tree).map(([key, value]) => [
    key,
    expandVariables(value, options, [...path, key]),
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function expandText(text: string, options: VariableOptions, path: KeyPath): string | undefined {
  let absent = false;
  const expanded = text.replace(REFERENCE, (written: string, inner = '', close = '') => {
    if (written === '$${') return '${';
    const [, file] = (close === '}' && FILE.exec(inner)) || [];
    if (file !== undefined) return fileText(file, options, path);
    const [, name, fallback] = NAME.exec(inner) ?? [];
    if (close === '' || name === undefined || fallback?.includes('${')) {
      options.issues.at(
        path,
        'config-variable',
        `holds "\${" that is not \${NAME}, \${NAME:-default} or \${file:PATH}; write $\${ for a literal \${`,
      );
      return '';
    }
    const value = Object.hasOwn(options.env, name) ? options.env[name] : undefined;
    if (value !== undefined && (value !== '' || fallback === undefined)) return value;
    if (fallback !== undefined) return fallback;
    absent = true;
    const shown = holdsAKey(name) ? '***' : name;
    if (options.mayBeAbsent?.(path)) {
      options.onAbsent?.(path, shown);
      return '';
    }
    options.issues.at(
      path,
      'config-variable',
      `the environment variable ${shown} is not set; set it, or write \${${shown}:-default}`,
    );
    return '';
  });
  return absent ? undefined : expanded;
}

/** What a file says, without the line break at its end: secrets that a system mounts are such files. */
function fileText(name: string, { readFile, issues }: VariableOptions, path: KeyPath): string {
  try {
    return readFile(name).replace(/\r?\n$/, '');
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    issues.at(path, 'config-unreadable', `\${file:${withoutKeys(name)}}: ${error.message}`);
    return '';
  }
}
