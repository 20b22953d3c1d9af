// The mart: all views in the order in which they are made, and their statements for one database.
import type { SqlDialect } from '../../connector/model/query.js';
import type { TableSchema } from '../../connector/model/table.js';
import type { ViewText } from '../../connector/model/view-text.js';
import { FOCUS_VIEWS } from '../focus/views/published.js';
import type { OwnRule } from '../services/rule-set.js';
import { ruleSet } from '../services/rule-set.js';
import { DIALECTS, type Dialect, quote, type SqlType } from './dialect.js';
import { INPUTS, type InputName, OWN_INPUTS, type OwnInputName } from './inputs.js';
import {
  DEFAULT_SETTINGS,
  type MartContext,
  type MartSettings,
  type MartView,
  USER_TABLES,
  type UserTable,
} from './view.js';
import { BILLED_USAGE, CHARGES_BY_RESOURCE, USAGE_CHARGES } from './views/by-resource.js';
import { CHARGES, ORDER_LINES } from './views/charges.js';
import { DOCUMENTS, LINES } from './views/documents.js';
import { AGING, AS_OF, DOCUMENT_VAT, PAYMENTS_VIEW, VAT } from './views/due.js';
import { COMMITMENT_PLANS, COMMITMENTS, CREDITS, CREDITS_MONTHLY, EXPIRING } from './views/holdings.js';
import { ACCOUNT_LABELS, MONTHLY_SPEND_BY_LABEL } from './views/labels.js';
import { LIST_PRICES } from './views/list-prices.js';
import { ANOMALIES, BUDGETS, FORECAST, UNIT_COSTS } from './views/outlook.js';
import { NOT_LOADED, RECONCILIATION, RECONCILIATION_MONTHLY, SUMS } from './views/reconciliation.js';
import {
  NAMED_IAM,
  NAMED_SERVICES,
  NAMES,
  PLANS,
  SERVICE_RULES,
  SERVICES,
  SERVICES_DIM,
} from './views/services.js';
import {
  MONTHLY_SPEND,
  MONTHLY_SPEND_BY_RESOURCE,
  MONTHLY_SPEND_BY_TAG,
  TAGS,
  UNMAPPED,
} from './views/spend.js';
import { ROWS, RULED, SPEND } from './views/spend-rows.js';

/** Every view, each after those that it reads. */
export const VIEWS: readonly MartView[] = [
  SERVICES_DIM,
  SERVICES,
  DOCUMENTS,
  LINES,
  SUMS,
  NOT_LOADED,
  RECONCILIATION,
  RECONCILIATION_MONTHLY,
  NAMED_SERVICES,
  NAMED_IAM,
  TAGS,
  SERVICE_RULES,
  NAMES,
  PLANS,
  ORDER_LINES,
  CHARGES,
  BILLED_USAGE,
  USAGE_CHARGES,
  CHARGES_BY_RESOURCE,
  ROWS,
  RULED,
  SPEND,
  MONTHLY_SPEND,
  MONTHLY_SPEND_BY_RESOURCE,
  MONTHLY_SPEND_BY_TAG,
  ACCOUNT_LABELS,
  MONTHLY_SPEND_BY_LABEL,
  UNMAPPED,
  AS_OF,
  PAYMENTS_VIEW,
  AGING,
  DOCUMENT_VAT,
  VAT,
  FORECAST,
  ANOMALIES,
  EXPIRING,
  LIST_PRICES,
  CREDITS,
  CREDITS_MONTHLY,
  COMMITMENTS,
  COMMITMENT_PLANS,
  BUDGETS,
  UNIT_COSTS,
  ...FOCUS_VIEWS,
];

/** What is in a database: tables with their types, and the routes whose tables they are. */
export interface MartTables {
  schemas: readonly TableSchema[];
  /** Path of a route -> its table, where a table has not the name of its preset. */
  routes?: ReadonlyMap<string, string>;
  /** Tables that others have made, in lower case. */
  others?: ReadonlySet<string>;
  /** What stands after FROM for a table of this name. Default: its quoted name. */
  nameOf?: (table: string) => string;
}

export interface MartOptions {
  services?: readonly OwnRule[];
  settings?: Partial<MartSettings>;
}

export interface Mart {
  views: readonly ViewText[];
  /** Views that have no rows, because none of their tables is loaded, with the presets that load them. */
  empty: readonly { view: string; presets: readonly string[] }[];
}

export function mart(dialect: SqlDialect, tables: MartTables, options: MartOptions = {}): Mart {
  const { context, has } = contextOf(DIALECTS[dialect], tables, options);
  const views = VIEWS.map((view) => ({
    name: view.name,
    about: view.about,
    columns: view.columns.map(({ name }) => name),
    sql: view.sql(context),
  }));
  const empty = VIEWS.filter(({ internal }) => !internal).flatMap(({ name, needs }) => {
    const lacking = needs.filter((table) => !has(table));
    const isEmpty = needs.length > 0 && lacking.length === needs.length;
    return isEmpty ? [{ view: name, presets: [...new Set(needs.map((table) => INPUTS[table].preset))] }] : [];
  });
  return { views, empty };
}

function contextOf(d: Dialect, tables: MartTables, { services, settings }: MartOptions) {
  const { schemas, routes, others = new Set() } = tables;
  const byName = new Map(schemas.map((schema) => [schema.table.toLowerCase(), schema]));
  const nameOf = tables.nameOf ?? quote;
  const schemaOf = (table: InputName): TableSchema | undefined => {
    const { path, child } = INPUTS[table];
    const own = routes?.get(path);
    const other = own === undefined ? undefined : child === undefined ? own : `${own}_${child}`;
    return byName.get(table) ?? (other === undefined ? undefined : byName.get(other.toLowerCase()));
  };
  const has = (table: InputName) => schemaOf(table) !== undefined;
  const context: MartContext = {
    d,
    rules: ruleSet(services),
    settings: { ...DEFAULT_SETTINGS, ...settings },
    pathOf: (table) => INPUTS[table].path,
    either: (table, there, missing) => ((isUsers(table) ? others.has(table) : has(table)) ? there : missing),
    from: (table) =>
      isOwn(table)
        ? selection(d, byName.get(table), OWN_INPUTS[table], nameOf)
        : selection(d, schemaOf(table), INPUTS[table].columns, nameOf),
    own: (table) => `(SELECT ${Object.keys(USER_TABLES[table]).join(', ')} FROM ${nameOf(table)})`,
  };
  return { context, has };
}

function isUsers(table: InputName | UserTable): table is UserTable {
  return Object.hasOwn(USER_TABLES, table);
}

function isOwn(table: InputName | OwnInputName): table is OwnInputName {
  return Object.hasOwn(OWN_INPUTS, table);
}

/** A table with the columns that the views read; those that it lacks, or has with another type, are NULL. */
function selection(
  d: Dialect,
  schema: TableSchema | undefined,
  columns: Readonly<Record<string, SqlType>>,
  nameOf: (table: string) => string,
): string {
  const there = new Map(schema?.columns.map(({ name, type }) => [name.toLowerCase(), { name, type }]));
  const list = Object.entries(columns).map(([name, type]) => {
    const found = there.get(name);
    const value = found && readable(d, quote(found.name), found.type, type);
    return `${value ?? d.none(type)} AS ${name}`;
  });
  return schema
    ? `(SELECT ${list.join(', ')} FROM ${nameOf(schema.table)})`
    : `(SELECT ${list.join(', ')} WHERE 1 = 0)`;
}

/** A stored column as the views want it; undefined where its type has become another. */
function readable(d: Dialect, column: string, stored: string, wanted: SqlType): string | undefined {
  // The decimals of two tables have the same places, or a union of them would round.
  if (wanted === 'decimal' && (stored === 'decimal' || stored === 'bigint')) return d.cast(column, 'decimal');
  if (stored === wanted) return column;
  if (wanted === 'text') return stored === 'json' ? d.jsonText(column) : d.cast(column, 'text');
  return undefined;
}
