// An empty project with the package as `npm pack` makes it, beside its declared dependencies alone.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

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

export function packedProject(): PackedProject {
  const folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-package-'));
  const inPackage = (path: string) => join(folder, 'node_modules/source-ovhcloud', path);
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [packed] = JSON.parse(execFileSync('npm', pack, { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' }));
  mkdirSync(inPackage(''), { recursive: true });
  const tarball = join(folder, packed.filename);
  execFileSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', inPackage('')]);
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
    files: packed.files.map(({ path }: { path: string }) => path),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
