// Bundles what users start and import: a command then reads a few files in place of hundreds, and starts twice as fast. The
// compiled modules stay beside it for the workshop. Each entry is written over its module, with what it shares with others in
// dist/chunks.

import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { build } from 'esbuild';

const ROOT = resolve(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');
const CHUNKS = join(DIST, 'chunks');
const { bin, exports } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));

/** Stands for the way from a file to `dist` until it is known which file a module goes to. */
const TO_DIST = '__TO_DIST__';

/** What the tests run again and again in one process: the same code as the command. */
const HOSTED = ['connector/cli/run-command.js', 'connector/cli/output.js'];

const compiled = [
  ...HOSTED,
  ...Object.values(bin),
  ...Object.values(exports).flatMap((entry) => entry.import ?? []),
].map((path) => path.replace(/^(\.\/)?dist\//, ''));

await rm(CHUNKS, { recursive: true, force: true });
const { outputFiles, metafile } = await build({
  absWorkingDir: ROOT,
  entryPoints: compiled.map((path) => path.replace(/\.js$/, '.ts')),
  outbase: ROOT,
  outdir: DIST,
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  tsconfig: join(ROOT, 'tsconfig.build.json'),
  plugins: [{ name: 'own-address', setup: keepAddresses }],
  metafile: true,
  write: false,
  logLevel: 'warning',
});

for (const { path, text } of outputFiles) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text.replaceAll(TO_DIST, relative(dirname(path), DIST) || '.'));
}
// Which modules each file has: for the test of what a command loads.
const modules = Object.entries(metafile.outputs).map(([path, { inputs }]) => [
  relative('dist', path),
  Object.keys(inputs).map((input) => input.replace(/\.tsx?$/, '.js')),
]);
writeFileSync(join(CHUNKS, 'modules.json'), JSON.stringify(Object.fromEntries(modules), undefined, 2));

/** A module finds the files beside it where the compiler has put it, whatever file it is bundled into. */
function keepAddresses({ onLoad }) {
  onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
    const text = await readFile(path, 'utf8');
    if (!text.includes('import.meta.url')) return undefined;
    const own = relative(ROOT, path).replace(/\.tsx?$/, '.js');
    const address = `new URL(${JSON.stringify(`${TO_DIST}/${own}`)}, import.meta.url).href`;
    return {
      contents: text.replaceAll('import.meta.url', address),
      loader: path.endsWith('x') ? 'tsx' : 'ts',
    };
  });
}
