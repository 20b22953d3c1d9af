// This package: its version and the files that come with it.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

interface Package {
  root: URL;
  version: string;
}

let found: Package | undefined;

/** Finds the nearest package.json above this file, from the sources and from dist alike. */
function thisPackage(): Package {
  found ??= search(new URL('.', import.meta.url));
  return found;
}

function search(folder: URL): Package {
  try {
    const manifest = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'));
    if (manifest.name === 'source-ovhcloud') return { root: folder, version: String(manifest.version) };
  } catch {
    // Not in this folder: try its parent.
  }
  if (folder.pathname === '/') return { root: folder, version: '0.0.0' };
  return search(new URL('..', folder));
}

export function version(): string {
  return thisPackage().version;
}

/** Path of a file of the package, e.g. `examples/billing/source.yaml`. */
export function packageFile(name: string): string {
  return fileURLToPath(new URL(name, thisPackage().root));
}
