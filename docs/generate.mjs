// Writes the pages that come from the code: `npm run docs`. A test fails when they are stale.
// `npm run docs -- --schemas FOLDER` first renews the digest that the reference of the presets is made from,
// from the API's documents in that folder (`v1/*.json`, `v2/*.json`).
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { renewedReference } from '../dist/connector/app/reference/files.js';
import { generatedPages } from '../dist/connector/cli/generated-pages.js';
import { drawPicture } from './picture.mjs';
import { architecturePage } from './walk-page.mjs';

const { values } = parseArgs({ options: { schemas: { type: 'string' } } });
if (values.schemas !== undefined) write(renewedReference(values.schemas));
write(generatedPages());
drawPicture();
write({ 'docs/ARCHITECTURE.md': architecturePage() });

function write(files) {
  for (const [name, text] of Object.entries(files)) {
    const file = new URL(`../${name}`, import.meta.url);
    mkdirSync(new URL('.', file), { recursive: true });
    writeFileSync(file, text);
  }
}
