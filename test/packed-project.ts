// An empty project with the package as `npm pack` makes it, beside its declared dependencies alone.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { onceARun } from './once-a-run.js';

export const ROOT = resolve(import.meta.dirname, '..');
export const MANIFEST = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

export interface PackedProject {
  folder: string;
  /** Files of the package, by their names in it. */
  files: string[];
  /** The path of a file of the package. */
  inPackage(path: string): string;
  /** Writes a file of the project. */
  write(name: string, text: string): void;
  remove(): void;
}

function packedInto(folder: string): string {
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [packed] = JSON.parse(execFileSync('npm', pack, { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' }));
  return join(folder, packed.filename);
}

export function packedProject(): PackedProject {
  const folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-package-'));
  const inPackage = (path: string) => join(folder, 'node_modules/source-ovhcloud', path);
  mkdirSync(inPackage(''), { recursive: true });
  const tarball = onceARun('package.tgz', packedInto);
  const unpack = ['-xzvf', tarball, '--strip-components=1', '-C', inPackage('')];
  const unpacked = execFileSync('tar', unpack, { encoding: 'utf8' });
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  for (const name of Object.keys(MANIFEST.dependencies)) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), link);
  }
  return {
    folder,
    inPackage,
    write: (name, text) => writeFileSync(join(folder, name), text),
    files: unpacked
      .trim()
      .split('\n')
      .map((path) => path.replace('package/', '')),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
