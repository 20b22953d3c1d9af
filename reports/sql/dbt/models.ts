// The views as models of dbt: the text of a view in three dialects, with `ref` in place of names, under the type of the target.
import { ruleSet } from '../../services/rule-set.js';
import { DIALECTS, quote } from '../dialect.js';
import { INPUTS, type InputName, type OwnInputName } from '../inputs.js';
import { VIEWS } from '../mart.js';
import { DEFAULT_SETTINGS, type MartContext, type MartView, USER_TABLES, type UserTable } from '../view.js';

const MODELS = new Map(VIEWS.map((view) => [view.name, modelOf(view)]));

/** Places where dbt's own language goes, in text in which it means nothing. */
const CODE = /⟦([^⟧]*)⟧/g;
const code = (text: string) => `⟦${text}⟧`;

/** `int_ovh__charges` has the rows of `charges`; all other views of the contract are marts. */
export function modelOf({ name, internal }: Pick<MartView, 'name' | 'internal'>): string {
  if (name === 'charges') return 'int_ovh__charges';
  return internal ? `int_ovh__${name.replace(/^mart_/, '')}` : `ovh__${name}`;
}

export function stagingOf(table: InputName | OwnInputName): string {
  return `stg_ovh__${table.replace(/^_ovh_/, '')}`;
}

export function modelText(view: MartView): string {
  const texts = Object.values(DIALECTS).map((d) => ({ name: d.name, sql: withRefs(view.sql(contextOf(d))) }));
  const [first] = texts;
  const isOne = texts.every(({ sql }) => sql === first?.sql);
  const sql = isOne
    ? first?.sql
    : texts
        .map(
          ({ name, sql: text }, at) => `{% ${at === 0 ? 'if' : 'elif'} target.type == '${name}' %}\n${text}`,
        )
        .join('\n')
        .concat(
          "\n{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}\n{% endif %}",
        );
  const columns = view.columns.map(({ name }) => quote(name)).join(', ');
  return `${head(view)}WITH ovh_rows (${columns}) AS (\n${sql}\n)\nSELECT * FROM ovh_rows\n`;
}

export function head({ name }: MartView): string {
  return `{# Made from the text of the view \`${name}\`: do not edit by hand (\`npm run docs\`). #}\n`;
}

function contextOf(d: MartContext['d']): MartContext {
  return {
    d,
    rules: ruleSet(),
    settings: DEFAULT_SETTINGS,
    pathOf: (table) => INPUTS[table].path,
    either: (table, there, missing) =>
      `${code(`{% if ovh_is_loaded('${table}') %}`)}${there}${code('{% else %}')}${missing}${code('{% endif %}')}`,
    from: (table) => code(`{{ ref('${stagingOf(table)}') }}`),
    own: (table: UserTable) =>
      `(SELECT ${Object.keys(USER_TABLES[table]).join(', ')} FROM ${code(`{{ source('ovhcloud', '${table}') }}`)})`,
  };
}

/** The text with a `ref` for each view that it reads. Throws where a part of a query has the name of a view. */
function withRefs(sql: string): string {
  const shadow = /(\w+) AS (?:MATERIALIZED )?\((?=\s*(?:SELECT|WITH|VALUES))/g;
  for (const [, name = ''] of sql.matchAll(shadow))
    if (MODELS.has(name)) throw new Error(`a part of a query has the name of the view ${name}`);
  // Every second part is dbt's.
  return sql
    .split(CODE)
    .map((part, at) => (at % 2 === 1 ? part : refsIn(part.replace(/\{[{%#]/g, "{{ '$&' }}"))))
    .join('');
}

function refsIn(sql: string): string {
  return sql.replace(/\b(FROM|JOIN) (\w+)\b/g, (all, word: string, name: string) => {
    const model = MODELS.get(name);
    return model === undefined ? all : `${word} {{ ref('${model}') }}`;
  });
}
