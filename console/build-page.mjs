// Bundles the console's page into dist/console/page: index.html, and scripts and a style sheet with a hash in their names.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { build } from 'esbuild';

const ROOT = resolve(import.meta.dirname, '..');
const FROM = join(ROOT, 'console/page');
const TO = join(ROOT, 'dist/console/page');

/** Style sheets that come with their part of the page: `shell/sheet.ts`. */
const LATE = ['home', 'plan', 'source', 'tables', 'spend', 'runs'];

rmSync(TO, { recursive: true, force: true });
mkdirSync(TO, { recursive: true });

const { metafile } = await build({
  absWorkingDir: ROOT,
  entryPoints: ['main.tsx', 'style/page.css', ...LATE.map((name) => `style/${name}.css`)].map((entry) =>
    join(FROM, entry),
  ),
  outbase: FROM,
  outdir: join(TO, 'assets'),
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  minify: true,
  format: 'esm',
  target: ['chrome120', 'firefox121', 'safari17.5'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
});

/** The name in `assets` of what an entry became. */
function built(entry) {
  const found = Object.entries(metafile.outputs).find(
    ([, { entryPoint }]) => entryPoint === `console/page/${entry}`,
  );
  if (found === undefined) throw new Error(`esbuild wrote nothing for ${entry}`);
  return basename(found[0]);
}

const html = readFileSync(join(FROM, 'index.html'), 'utf8')
  .replace('/assets/main.js', `/assets/${built('main.tsx')}`)
  .replace('/assets/main.css', `/assets/${built('style/page.css')}`);
const whole = LATE.reduce(
  (text, name) => text.replace(`/assets/${name}.css`, `/assets/${built(`style/${name}.css`)}`),
  html,
);
writeFileSync(join(TO, 'index.html'), whole);

// What is bundled asks that its licence comes along.
const folders = Object.keys(metafile.inputs).flatMap(
  (path) => path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/) ?? [],
);
const licences = [...new Set(folders)].sort().map((folder) => {
  const name = folder.split('node_modules/').at(-1);
  return `${name}\n\n${readFileSync(join(ROOT, folder, 'LICENSE'), 'utf8')}`;
});
writeFileSync(join(TO, 'LICENSES.txt'), licences.join('\n\n'));
