// Pages of the documentation, and types, that are generated from the code.
import { dbtFiles } from '../../reports/sql/dbt/package.js';
import { configJsonSchema, configReference } from '../config/config-reference.js';
import { configInputTypes } from '../config/input/input-types.js';
import { errorsPage } from './reference/errors-page.js';
import { eventPages } from './reference/event-pages.js';
import { focusPage } from './reference/focus-page.js';
import { martPage } from './reference/mart-page.js';
import { ownTablesPage } from './reference/own-tables-page.js';
import { presetPages } from './reference/preset-pages.js';
import { reportJsonSchema } from './reference/report-schema.js';

/** File name -> content. `npm run docs` writes them. */
export function generatedPages(): Record<string, string> {
  return {
    'docs/configuration.md': `${configurationHead}\n${configReference().trim()}\n`,
    'connector/config/input/config-input.generated.ts': configInputTypes(),
    'docs/config.schema.json': `${JSON.stringify(configJsonSchema(), null, 2)}\n`,
    'docs/report.schema.json': `${JSON.stringify(reportJsonSchema(), null, 2)}\n`,
    ...eventPages(),
    'docs/errors.md': errorsPage(),
    'docs/own-tables.md': ownTablesPage(),
    'docs/mart.md': martPage(),
    'docs/focus.md': focusPage(),
    ...presetPages(),
    ...Object.fromEntries(Object.entries(dbtFiles()).map(([name, text]) => [`dbt/${name}`, text])),
  };
}

const configurationHead = `# Configuration reference

Made from the schema that checks the configuration: do not edit by hand (\`npm run docs\`).
A guide with examples is in [definitions.md](definitions.md). For editors: [config.schema.json](config.schema.json),
or \`source-ovhcloud schema\`; \`init\` writes its place into the configuration. In a program \`defineConfig({ ... })\` has the
same keys as types.
`;
