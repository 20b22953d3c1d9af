// How Node finds and loads the modules of a test: TypeScript is compiled, the library is its sources, Jest's globals are ours.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compile, isTypeScript } from './typescript.cjs';

const at = (path) => new URL(path, import.meta.url).href;
const NAMED = new Map([
  ['@jest/globals', at('globals.mjs')],
  ['source-ovhcloud', at('../../connector/index.ts')],
  ['source-ovhcloud/destination-kit', at('../../connector/destinations/kit/index.ts')],
  ['source-ovhcloud/destination-kit/testing', at('../../connector/destinations/testing/index.ts')],
]);

const found = (url) => ({ url, format: 'module', shortCircuit: true });

export function resolve(specifier, context, next) {
  const named = NAMED.get(specifier);
  if (named !== undefined) return found(named);
  if (isTypeScript(specifier)) return found(new URL(specifier, context.parentURL).href);
  if (/^\.{1,2}\/.*\.js$/.test(specifier) && isTypeScript(context.parentURL ?? '')) {
    for (const extension of ['ts', 'tsx']) {
      const source = new URL(specifier.replace(/js$/, extension), context.parentURL);
      if (existsSync(source)) return found(source.href);
    }
  }
  return next(specifier);
}

export function load(url, _context, next) {
  if (!isTypeScript(url)) return next(url);
  return { format: 'module', source: compile(fileURLToPath(url)).code, shortCircuit: true };
}
