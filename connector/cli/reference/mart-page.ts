// docs/mart.md: the views, made from their declarations.
import { SERVICES, SUBCATEGORIES, UNASSIGNED } from '../../../reports/services/services.js';
import { INPUTS } from '../../../reports/sql/inputs.js';
import { VIEWS } from '../../../reports/sql/mart.js';
import type { MartView } from '../../../reports/sql/view.js';

export function martPage(): string {
  const views = VIEWS.filter(({ internal }) => !internal);
  const list = views.map(({ name, about }) => `| [\`${name}\`](#${name}) | ${about} |`).join('\n');
  return [HEAD, `| view | rows |\n|---|---|\n${list}\n`, RULES, ...views.map(section), services()].join('\n');
}

const HEAD = `# The mart: views of spend and proof

Made from the declarations of the views: do not edit by hand (\`npm run docs\`).

\`source-ovhcloud views install\` makes views beside the tables of a SQLite file, a PostgreSQL schema or a DuckDB file:
whether every document adds up, where the money goes, what is owed, what is coming. With \`views: true\` in the
configuration every load makes them anew at its end; once they are there, later loads keep them up to date, and
\`views drop\` removes them. Over a folder of Parquet files they are the same text in DuckDB:

\`\`\`sh
source-ovhcloud views show --to parquet:data > mart.sql
duckdb -init mart.sql -c "select month, service_name, sum(amount) from charges where charge_kind <> 'tax' group by all"
\`\`\`

In dbt they are models, in PostgreSQL, DuckDB and SQLite: [the package](../dbt/README.md). Over 100,000 bills they
[answer in seconds](performance.md#views); PostgreSQL wants \`SET jit = off\`, because it compiles their many expressions
longer than it reads.

Names of views and columns, and what they mean, are a public contract. Views whose name begins with \`mart_\` are steps of
the others and may change.
`;

const RULES = `## What all of them share

- **Amounts** are exact, in every engine to the same digit. \`amount\` is a decimal; \`amount_ucents\` is the same in whole
  10⁻⁸ units, for sums in SQLite, whose decimals are floats: there \`amount\` is exact to 15 digits. A sum beyond 64 bits (92
  thousand million of a currency) is an error, never a wrong number.
- **Signs**: spend is positive. Bills and corrective invoices are as OVHcloud gives them; a refund counts against spend as a
  whole, whatever its sign in the API.
- **Months** are those of the day that the API printed, never of UTC.
- **Currencies** are never added: every row has one.
- **Accounts**: \`_account\` is in every row; several accounts in one destination stand side by side.
- **Apart**, and in no sum: prepayments (\`PP_\`, whose use is billed again) and documents in points or without a currency.
  \`documents\` has them, with the reason in \`apart\`.
- **Deleted rows**: documents and services that the API no longer lists stay in spend; \`expiring\` and debts leave them out.
- **What was not loaded** is null or empty: every view exists whatever the configuration loads, and \`views install\` says
  which ones are empty and which presets fill them. Run it again, or load with \`views: true\`, when you add presets.
- Tables that a definition names itself are found by their route.

## Services

A charge gets its service by the first rule of \`services_dim\` that matches: the plan code of the order line, a part of a
private cloud in the name on the line, the path of the service in the API, the type of the IAM resource, the plan code of
the service, and at last the shape of the name. Words of a description are never read: they are in the language of the
account, and change. What no rule names is "${UNASSIGNED}", and \`unmapped\` lists it with its sum. Your own rules come first:

\`\`\`yaml
services:
  - pattern: acme-*              # of the resource
    service: Backup              # a service of the list below
  - match: plan
    pattern: advance-*
    service: Racks               # one of your own
    category: Compute
\`\`\`

## Grain

\`charges\` has the lines of invoices. \`charges_by_resource\` has the usage of a Public Cloud project, resource by resource,
in place of the lines that bill it, where both are the same sum but for half a cent a line; what they differ by is a row
"usage-rounding", so a document has the same sum in both. Where the sums differ, the lines of the invoice stay.
\`monthly_spend\` and the views like it read \`charges_by_resource\`.

## Tables of your own

\`budgets\` and \`unit_costs\` read two tables that you make in the same schema; columns that are null do not narrow:

\`\`\`sql
create table x_budgets (name text, currency text, limit_amount numeric, account text, project_id text, service_name text);
create table x_units (month text, unit text, quantity numeric, project_id text, service_name text);
\`\`\`
`;

function section({ name, about, columns, key, needs }: MartView): string {
  const presets = [...new Set(needs.map((table) => INPUTS[table].preset))];
  const rows = columns.map((column) => {
    const isKey = key.includes(column.name) ? ' (key)' : '';
    return `| \`${column.name}\`${isKey} | ${column.type} | ${column.about} |`;
  });
  const from =
    presets.length > 0 ? `\n\nFrom the presets ${presets.map((preset) => `\`${preset}\``).join(', ')}.` : '';
  return `## ${name}\n\n${about}${from}\n\n| column | type | what |\n|---|---|---|\n${rows.join('\n')}\n`;
}

function services(): string {
  const rows = SERVICES.map(
    ({ name, kind, category, subcategory }) => `| ${name} | \`${kind}\` | ${category} | ${subcategory} |`,
  );
  const lists = Object.entries(SUBCATEGORIES).map(
    ([category, subs]) => `| ${category} | ${subs.join(', ')} |`,
  );
  return `## Names of services\n\n| service | kind | category of FOCUS | subcategory |\n|---|---|---|---|\n${rows.join('\n')}\n\nCategories of FOCUS and their subcategories, for services of your own:\n\n| category | subcategories |\n|---|---|\n${lists.join('\n')}\n`;
}
