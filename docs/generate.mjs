// Writes the pages that come from the code: `npm run docs`. A test fails when they are stale.
import { writeFileSync } from 'node:fs';
import { generatedPages } from '../dist/connector/cli/generated-pages.js';

for (const [name, text] of Object.entries(generatedPages())) {
  writeFileSync(new URL(`../${name}`, import.meta.url), text);
}
