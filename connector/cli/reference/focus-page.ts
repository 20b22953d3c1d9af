// docs/focus.md: how costs are written in FOCUS, made from the tables of columns and rules that the export and the check read.
import { fileRules, rowRules } from '../../../reports/focus/check/checker.js';
import { columnRules, pageOf } from '../../../reports/focus/check/column-rules.js';
import type { RuleIdentity } from '../../../reports/focus/check/rule.js';
import {
  FOCUS_DATASETS,
  FOCUS_VERSIONS,
  type FocusDataset,
  type LeftOutColumn,
  type SpecifiedColumn,
} from '../../../reports/focus/columns/column.js';
import { DATASETS } from '../../../reports/focus/columns/datasets.js';
import { viewName } from '../../../reports/focus/views/published.js';

export function focusPage(): string {
  return [HEAD, viewsSection(), ...FOCUS_DATASETS.map(datasetSection), rulesSection()].join('\n');
}

const HEAD = `# FOCUS

Made from the tables of columns and rules in \`reports/focus\`: do not edit by hand (\`npm run docs\`).

[FOCUS](https://focus.finops.org) is the format in which FinOps tools read costs of any provider. \`export focus\` writes it from
the documents that are loaded: bills, refunds and corrective invoices with their lines, back to the first.

\`\`\`sh
source-ovhcloud export focus --out focus.parquet
source-ovhcloud export focus --spec 1.2 --from 2026-01 --until 2026-03 --out quarter.csv
source-ovhcloud export focus --out 'focus-{month}.csv'            # one file a month
\`\`\`

Presets: \`bills\`, \`refunds\`, \`corrective_invoices\`, \`account\`; better with \`orders\` (what a line is), \`services\`,
\`iam_resources\` (services, tags), \`cloud_projects\`, \`vps\`, \`dedicated_servers\` (names, regions); \`bill_payments\` and
\`debts\` for what is paid. The database is SQLite, PostgreSQL, DuckDB or a folder of Parquet files.

- **Exact.** The rows of a document add up to what is to be paid of it, to 10⁻⁸: where lines and total differ, a row
  \`Adjustment\` says by how much and why (\`x_OvhAdjustment\`). Amounts never pass through a float.
- **Complete, or named.** Documents in points or without a currency, and prepayments (\`PP_\`, whose use is billed again), are
  in no file; neither are documents that no load could read. The command names them, \`--json\` lists them.
- **By month.** A row belongs to the month of its document. A file is replaced whole, never appended to; in a month that is
  not over, later documents come. With \`{month}\` in its name there is one file a month.
- **The same bytes** from the same rows, whatever the database. Files are for their owner alone.
- **Checked.** Every row is held against the rules below while it is written. When one is broken, the file is there, the
  command says which, and ends with 3.

## Purchases

FOCUS tells usage from purchases, and wants a purchase that covers later use to have an EffectiveCost of 0 and rows of usage
beside it. Lines of OVHcloud's invoices are both at once: a renewal pays for a year of a service.

| \`--purchases\` | rows | EffectiveCost |
|---|---|---|
| \`usage\`, the default | one a line, all of them \`Usage\` | that of the invoice, in its month |
| \`amortise\` | the purchase with an EffectiveCost of 0, and a row of usage for each calendar month of its period, with a BilledCost of 0 | by days, so that each ChargePeriod has its part; the sums are the same |
| \`plain\` | one a line, purchases as \`Purchase\` | that of the invoice. The official validator rejects it: it asks for 0 on every purchase |

What a line was is in \`x_OvhChargeCategory\`, the type of its order line in \`x_OvhLineType\`. Rows of later months keep the
billing period of their invoice: choose them by ChargePeriod.

## ASCII

Text is Unicode, as the specification has it. The official validator takes ASCII alone, as some tools do: \`--ascii\` writes
letters without their accents, names of domains in the form \`xn--\`, and the words as they were in \`x_OvhDescription\`.

## Beside OVHcloud's own export

OVHcloud exports FOCUS 1.3 to a bucket of yours (preset \`finops_exports\`), from the month on in which you set it up.

\`\`\`sh
source-ovhcloud compare focus export/2026/10/*/focus.csv
\`\`\`

adds up both by month, account and currency, and by invoice where the file names invoices, and says where they differ. Exports
of a month to date hold what earlier ones had: of several files of one month the last by name counts.

## Proof

1. The official validator (\`focus-validator\` 2.2.1, with the rules of 1.2 that it brings) finds no broken MUST in files of
   \`--spec 1.2 --ascii\`, CSV and Parquet, as a whole and by month, except \`InvoiceId-C-004-C\`: its model demands of InvoiceId
   both that it is always null and that it never is. \`npm run test:interop\` runs it.
2. It executes a third of its rules, and passes a column of allowed values when one row has one. The strict check below holds
   every row to every rule, for 1.2, 1.3 and 1.4; for the last two there is no official validator that works without network.
3. Sums are compared with the totals of the documents in every test and in every export.

In FOCUS 1.3 and 1.4, PricingQuantity and PricingCategory must be null where SkuPriceId is null, and must not be null for usage
and purchases. SkuPriceId is not written (see below), so the second rule is kept.
`;

function viewsSection(): string {
  const rows = FOCUS_DATASETS.flatMap((dataset) =>
    FOCUS_VERSIONS.filter((version) => version >= DATASETS[dataset].since).map(
      (version) => `| \`${viewName(dataset, version)}\` | ${dataset} of ${version} |`,
    ),
  );
  return `## Views

\`views install\` makes them beside the tables (see [mart.md](mart.md)), with the names of the specification; quote them in
PostgreSQL: \`select sum("BilledCost") from focus_1_3\`. They have purchases as usage.

| view | rows |
|---|---|
${rows.join('\n')}
`;
}

const ABOUT: Readonly<Record<FocusDataset, string>> = {
  CostAndUsage: `One row a line of each document, one for its tax, and one for what makes up for a difference between its lines and its totals.
A document of 0 without lines has one row of 0.`,
  InvoiceDetail: `\`--spec 1.4 --dataset invoice-detail\`. One record a line of the invoice, one for its tax and one for each difference, as in
CostAndUsage without the months of \`amortise\`; lines of 0 are there too. InvoiceId and InvoiceDetailId are the same in both, so
invoices are reconciled line by line: BilledCost is equal, not only within the tolerance of the standard. The standard leaves
open whether an invoice is paid; the columns \`x_Ovh…\` say it, from payments and debts.`,
  BillingPeriod:
    '`--spec 1.4 --dataset billing-period`. One record a month that has documents, for all accounts together.',
};

function datasetSection(name: FocusDataset): string {
  const { columns, custom, leftOut } = DATASETS[name];
  const rows = columns.map(
    (column) =>
      `| ${column.name} | ${versions(column)} | ${levels(column)} | ${column.type}${column.allowsNull ? ', null' : ''} | ${pageOf(column.name)} | ${column.about} |`,
  );
  const own = custom.map(
    ({ name: column, type, allowsNull, about, onlyAscii }) =>
      `| ${column} | ${type}${allowsNull ? ', null' : ''} | ${about}${onlyAscii ? ' (`--ascii` alone)' : ''} |`,
  );
  return [
    `## ${name}\n\n${ABOUT[name]}\n`,
    '| column | versions | level | type | page | from |\n|---|---|---|---|---|---|',
    ...rows,
    `\nOur own columns:\n\n| column | type | from |\n|---|---|---|`,
    ...own,
    ...(leftOut.length > 0
      ? ['\nNot written:\n\n| column | versions | level | why |\n|---|---|---|---|', ...notWritten(leftOut)]
      : []),
    '',
  ].join('\n');
}

function notWritten(columns: readonly LeftOutColumn[]): string[] {
  const sorted = [...columns].sort((one, other) => (one.name < other.name ? -1 : 1));
  return sorted.map(
    (column) => `| ${column.name} | ${versions(column)} | ${levels(column)} | ${column.why} |`,
  );
}

function versions({ since = '1.2', until = '1.4' }: { since?: string; until?: string }): string {
  if (since === until) return since;
  return since === '1.2' && until === '1.4' ? 'all' : since === '1.2' ? `to ${until}` : `from ${since}`;
}

function levels({ level, laterLevel }: Pick<SpecifiedColumn, 'level' | 'laterLevel'>): string {
  return laterLevel ? `${level}; from ${laterLevel.since} ${laterLevel.level}` : level;
}

/** Rules of one column by its type are told once for all. */
function rulesSection(): string {
  const rows = FOCUS_DATASETS.flatMap((dataset) => {
    const generic = new Set(columnRules(dataset).map(({ id }) => id));
    const rules: RuleIdentity[] = [...rowRules(dataset), ...fileRules(dataset)];
    return rules
      .filter(({ id }) => !generic.has(id))
      .map((rule) => `| ${dataset} | \`${rule.id}\` | ${versions(rule)} | ${rule.page} | ${rule.says} |`);
  });
  const count = FOCUS_DATASETS.reduce(
    (sum, dataset) => sum + rowRules(dataset).length + fileRules(dataset).length,
    0,
  );
  return `## The strict check

${count} rules. Of every column, by the table above: it is there when it is mandatory; it is not null unless null is allowed
(\`COLUMN.null\`); a decimal is a plain number (\`COLUMN.number\`, Numeric Format); a date and time is \`YYYY-MM-DDTHH:MM:SSZ\` of a
day that there is (\`COLUMN.instant\`, Date/Time Format); JSON is one flat object whose keys are there once (\`COLUMN.keys\`,
Key-Value Format); text is Unicode and not blank (\`COLUMN.text\`, String Handling), and stands for something
(\`COLUMN.placeholder\`, Null Handling); where the specification lists values, it is one of them (\`COLUMN.allowed\`). Columns of
FOCUS come first, others begin with \`x_\`. And these, each with the page of the specification and its sentence:

| dataset | rule | versions | page | says |
|---|---|---|---|---|
${rows.join('\n')}
`;
}
