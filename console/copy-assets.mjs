// What the compiler leaves behind: style sheets and scripts of pages, which are read beside the code that renders them, and
// the scripts of processes.
import { cpSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');

for (const room of ['connector/query', 'console/ui', 'reports'])
  for (const path of readdirSync(join(ROOT, room), { recursive: true }))
    if (/\.(css|m?js)$/.test(path)) cpSync(join(ROOT, room, path), join(ROOT, 'dist', room, path));
