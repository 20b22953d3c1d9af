// The one way from a file or an object to the plain data of a configuration.
import { resolve } from 'node:path';
import type { Environment } from '../config.js';
import type { Issues } from './issues.js';
import { copyObject } from './object-tree.js';
import { readText, UnreadableFile } from './source-file.js';
import { readYaml } from './yaml-tree.js';

/** Plain data as it is written, variables included; undefined, with an issue, where there is none. */
export function writtenConfig(input: string | object, environment: Environment, issues: Issues): unknown {
  if (typeof input !== 'string') return copyObject(input, issues);
  try {
    return readYaml(readText(resolve(environment.cwd, input), environment), issues);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const position = error.line === undefined ? undefined : { line: error.line, column: 1 };
    issues.inText('config-unreadable', error.message, position);
    return undefined;
  }
}
