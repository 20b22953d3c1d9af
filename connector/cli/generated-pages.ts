// Pages of the documentation that are made from the code.
import { PRESETS } from '../../endpoints/presets.js';
import { configJsonSchema, configReference } from '../config/reference.js';
import type { Preset } from '../model/preset.js';

/** File name -> content. `npm run docs` writes them. */
export function generatedPages(): Record<string, string> {
  return {
    'docs/configuration.md': `${configurationHead}\n${configReference().trim()}\n`,
    'docs/config.schema.json': `${JSON.stringify(configJsonSchema(), null, 2)}\n`,
    'docs/presets.md': `${presetsHead}\n${PRESETS.map(presetSection).join('\n')}`,
  };
}

const configurationHead = `# Configuration reference

Made from the schema that checks the configuration: do not edit by hand (\`npm run docs\`).
A guide with examples is in [definitions.md](definitions.md). For editors: [config.schema.json](config.schema.json),
or \`source-ovhcloud schema\`.
`;

const presetsHead = `# Presets

Named groups of endpoint definitions: \`endpoints: [ { preset: bills } ]\`.
Made from \`endpoints/\`: do not edit by hand (\`npm run docs\`). \`source-ovhcloud examples NAME\` prints one as
definitions to copy. Two presets that need the same list share it: it is read once.
`;

function presetSection(preset: Preset): string {
  const rows = preset.endpoints.map(
    ({ name, method = 'GET', path }) => `| \`${name}\` | ${method} \`${path}\` |`,
  );
  const notes = (preset.notes ?? []).map((text) => `- ${text}`);
  return [
    `## ${preset.name}`,
    '',
    `${preset.title}. ${preset.description}`,
    '',
    '| table | route |',
    '|---|---|',
    ...rows,
    '',
    ...(notes.length > 0 ? [...notes, ''] : []),
  ].join('\n');
}
