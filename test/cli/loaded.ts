// What a process has loaded of the code: its engine writes down which scripts it evaluated (`NODE_V8_COVERAGE`).
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const DIST = resolve(import.meta.dirname, '../../dist');

export interface Loaded {
  /** Modules of ours, from `dist` on, also those that came with another in one file. */
  modules: string[];
  packages: string[];
}

/** @param coverage the folder that `NODE_V8_COVERAGE` named */
export function loadedIn(coverage: string): Loaded {
  /** What a file that was built has in it. */
  const inFile: Record<string, string[]> = JSON.parse(
    readFileSync(join(DIST, 'chunks/modules.json'), 'utf8'),
  );
  const scripts = readdirSync(coverage).flatMap(
    (name) => JSON.parse(readFileSync(join(coverage, name), 'utf8')).result as { url: string }[],
  );
  const paths = scripts.filter(({ url }) => url.startsWith('file:')).map(({ url }) => fileURLToPath(url));
  const packages = paths.flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
  const files = paths
    .filter((path) => path.startsWith(`${DIST}/`))
    .map((path) => path.slice(DIST.length + 1));
  const modules = files.flatMap((file) => inFile[file] ?? [file]);
  return { modules: [...new Set(modules)], packages: [...new Set(packages)].sort() };
}
