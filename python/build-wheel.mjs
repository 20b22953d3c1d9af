// Builds the package of PyPI: node python/build-wheel.mjs FOLDER [PYTHON], after `npm run build`. The Python has hatchling.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');
/** What the protocols load: no native module, no page. A test holds that nothing is missing. */
const PACKAGES = ['commander', 'croner', 'p-limit', 'undici', 'yaml', 'yocto-queue', 'zod'];
const LEFT_OUT = /\.d\.ts$|\.d\.cts$|\.map$|[/\\]dist[/\\]console[/\\]page([/\\]|$)/;

const [folder, python = 'python3'] = process.argv.slice(2);
if (folder === undefined) throw new Error('name the folder for the wheel');
const { name, version, type } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const staged = mkdtempSync(join(tmpdir(), 'tap-ovhcloud-'));
try {
  cpSync(join(ROOT, 'python'), staged, { recursive: true });
  const inside = join(staged, 'src/tap_ovhcloud/package');
  const copy = (path) =>
    cpSync(join(ROOT, path), join(inside, path), { recursive: true, filter: (from) => !LEFT_OUT.test(from) });
  for (const path of packed().filter((each) => each.startsWith('dist/'))) copy(path);
  copy('LICENSE');
  for (const each of PACKAGES) copy(`node_modules/${each}`);
  writeFileSync(join(inside, 'package.json'), JSON.stringify({ name, version, type }));
  const project = join(staged, 'pyproject.toml');
  writeFileSync(
    project,
    readFileSync(project, 'utf8').replace('version = "0.0.0"', `version = "${version}"`),
  );
  const build = ['-m', 'hatchling', 'build', '--target', 'wheel', '--directory', resolve(folder)];
  execFileSync(python, build, { cwd: staged, stdio: ['ignore', 'ignore', 'inherit'] });
} finally {
  rmSync(staged, { recursive: true, force: true });
}

/** The files of the package of npm. */
function packed() {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const [{ files }] = JSON.parse(execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8' }));
  return files.map(({ path }) => path);
}
