// The generated files of the dbt package: sources, staging, models, and their descriptions with tests.
import { stringify } from 'yaml';
import { DIALECTS, type SqlType } from '../dialect.js';
import { INPUTS, type InputName, OWN_INPUTS, type OwnInputName } from '../inputs.js';
import { VIEWS } from '../mart.js';
import { type MartView, USER_TABLES } from '../view.js';
import { head, modelOf, modelText, stagingOf } from './models.js';

const MADE = '# Made from the declarations of the views: do not edit by hand (`npm run docs`).\n';
/** Descriptions are rendered without macros. */
const STARTED_AT = `{{ "replace(substr(started_at, 1, 19), 'T', ' ')" if target.type == 'sqlite' else 'started_at' }}`;
const STATES: Readonly<Record<string, readonly string[]>> = {
  reconciliation: ['ok', 'GAP', 'NO LINES', 'TAX GAP', 'NOT LOADED', 'UNCHECKED'],
  payments: ['paid', 'part', 'open', 'overdue', 'credit', 'nothing', 'unknown'],
};

/** File name -> content, below `dbt/`. */
export function dbtFiles(): Record<string, string> {
  const files: Record<string, string> = {
    'models/sources.yml': yaml({ version: 2, sources: [sources()] }),
    'models/staging/staging.yml': yaml({ version: 2, models: tables().map(stagingDocs) }),
    'macros/ovh_types.sql': typesMacro(),
  };
  for (const [table, columns] of tables())
    files[`models/staging/${stagingOf(table)}.sql`] =
      `{{ ovh_input('${table}', ${JSON.stringify(columns)}) }}\n`;
  const inner = VIEWS.filter((view) => modelOf(view).startsWith('int_'));
  const marts = VIEWS.filter(({ internal }) => !internal);
  for (const view of VIEWS) {
    const isInner = inner.includes(view);
    files[`models/${isInner ? 'intermediate' : 'marts'}/${modelOf(view)}.sql`] = modelText(view);
    if (isInner && !view.internal)
      files[`models/marts/ovh__${view.name}.sql`] =
        `${head(view)}SELECT * FROM {{ ref('${modelOf(view)}') }}\n`;
  }
  files['models/intermediate/intermediate.yml'] = yaml({ version: 2, models: inner.map(innerDocs) });
  files['models/marts/marts.yml'] = yaml({ version: 2, models: marts.map(martDocs) });
  return files;
}

type Columns = Readonly<Record<string, SqlType>>;

function tables(): (readonly [InputName | OwnInputName, Columns])[] {
  return [
    ...Object.entries(INPUTS).map(([name, { columns }]) => [name as InputName, columns] as const),
    ...Object.entries(OWN_INPUTS).map(([name, columns]) => [name as OwnInputName, columns] as const),
  ];
}

function sources() {
  const place = (table: string) => ({
    name: table,
    identifier: `{{ var('ovh_tables', {}).get('${table}', '${table}') }}`,
  });
  return {
    name: 'ovhcloud',
    description: 'What source-ovhcloud has loaded. Tables that are not there count as empty.',
    database: "{{ var('ovh_database', target.database) }}",
    schema: "{{ var('ovh_schema', target.schema) }}",
    tables: [
      ...Object.entries(INPUTS).map(([name, { preset }]) => ({
        ...place(name),
        description: `Of the preset \`${preset}\`.`,
      })),
      {
        ...place('_ovh_run'),
        description: 'One row a run. The data is as old as the newest load that has read everything.',
        config: {
          loaded_at_field: STARTED_AT,
          freshness: {
            warn_after: { count: 36, period: 'hour' },
            error_after: { count: 7, period: 'day' },
            filter: "kind = 'load' AND CAST(read_to_end AS VARCHAR) IN ('1', 'true')",
          },
        },
      },
      ...['_ovh_run_source', '_ovh_ledger', '_ovh_connection', '_ovh_columns'].map((name) => place(name)),
      ...Object.keys(USER_TABLES).map((name) => ({
        ...place(name),
        description: 'A table that you make yourself, where you want it.',
      })),
    ],
  };
}

function stagingDocs([table, columns]: readonly [InputName | OwnInputName, Columns]) {
  return {
    name: stagingOf(table),
    description: `The columns of \`${table}\` that the models read, with their types; without rows where it is not loaded.`,
    columns: Object.entries(columns).map(([name, data_type]) => ({ name, data_type })),
  };
}

function innerDocs(view: MartView) {
  return { name: modelOf(view), description: view.about, ...tested(view) };
}

function martDocs(view: MartView) {
  const states = STATES[view.name];
  return {
    name: `ovh__${view.name}`,
    description: view.about,
    ...tested(view),
    columns: view.columns.map(({ name, type, about }) => ({
      name,
      description: about,
      data_type: type,
      ...(name === '_account' && { data_tests: ['not_null'] }),
      ...(name === 'state' &&
        states && { data_tests: [{ accepted_values: { arguments: { values: states } } }] }),
    })),
  };
}

function tested({ key }: MartView) {
  return key.length > 0 ? { data_tests: [{ ovh_key: { arguments: { columns: key } } }] } : {};
}

/** Types and casts of each engine, from the words that the views are written with. */
function typesMacro(): string {
  const types: SqlType[] = ['text', 'bigint', 'decimal', 'date', 'timestamp'];
  const words = Object.values(DIALECTS).map((d) => [
    d.name,
    {
      none: Object.fromEntries(types.map((type) => [type, d.none(type)])),
      cast: Object.fromEntries(types.map((type) => [type, d.cast('@', type)])),
      json: d.jsonText('@'),
    },
  ]);
  return `{# Made from the dialects of the views: do not edit by hand (\`npm run docs\`). \`@\` stands for a column. #}
{% macro ovh_types() %}{{ return(${JSON.stringify(Object.fromEntries(words), null, 2)}[target.type]) }}{% endmacro %}
`;
}

function yaml(value: object): string {
  return `${MADE}${stringify(value, { lineWidth: 0 })}`;
}
