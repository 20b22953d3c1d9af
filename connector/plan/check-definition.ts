// What one definition can say wrong by itself.
import { type EndpointDefinition, tableName, tableOptions } from '../model/definition.js';
import { snakeCase } from '../model/names.js';
import type { PlanNode } from '../model/plan.js';
import { latestName } from '../model/snapshots.js';
import { checkPagination } from './check-pagination.js';
import type { IssueReporter, Parsed, PlanContext } from './context.js';
import { isV2, parametersOf } from './path-template.js';
import { reservedReason } from './reserved.js';

const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,62}$/;

export function checkNames(definitions: readonly EndpointDefinition[], report: IssueReporter): void {
  const byName = new Map<string, number>();
  const byTable = new Map<string, string>();
  for (const definition of definitions) {
    const { name } = definition;
    const table = tableName(definition);
    const key = tableOptions(definition).name === undefined ? 'name' : 'table.name';
    const seen = byName.get(name) ?? 0;
    byName.set(name, seen + 1);
    if (!NAME.test(name)) {
      report(
        name,
        'name',
        'config-value',
        `"${name}" is not a technical name: a letter, then letters, digits, _ or - (63 at most)`,
      );
    }
    if (seen === 1)
      report(
        name,
        'name',
        'config-name-taken',
        `two endpoints are called "${name}": technical names are unique`,
      );
    const reserved = reservedReason(table);
    if (reserved) report(name, key, 'config-name-taken', reserved);
    const other = byTable.get(table);
    if (other !== undefined && other !== name) {
      report(
        name,
        key,
        'config-name-taken',
        `"${name}" and "${other}" would both be the table "${table}": rename one`,
      );
    }
    byTable.set(table, other ?? name);
  }
  for (const definition of definitions) {
    const view = definition.sync.mode === 'snapshot' ? latestName(tableName(definition)) : '';
    const other = byTable.get(view);
    if (other === undefined) continue;
    const message = `its table "${view}" would have the name of the view of the latest snapshot of "${definition.name}": rename it`;
    report(other, 'name', 'config-name-taken', message);
  }
}

export function checkDefinition(entry: Parsed, context: PlanContext, report: IssueReporter): void {
  checkMethod(entry.definition, report);
  checkOptions(entry, context, report);
}

function checkMethod(definition: EndpointDefinition, report: IssueReporter): void {
  const { name, method, write } = definition;
  if (method === 'GET') {
    if (definition.body !== undefined) report(name, 'body', 'config-conflict', 'a GET has no body');
    return;
  }
  if (!write.allowWrite) {
    report(
      name,
      'method',
      'config-write-method',
      `${method} changes things at OVHcloud: it runs only with \`write: { allowWrite: true }\`. See what it would send with \`source-ovhcloud plan\``,
    );
  }
}

/** What runs without a person who looks on must be allowed to change things by a word of its own. */
export function checkScheduled(nodes: readonly PlanNode[], report: IssueReporter): void {
  for (const { name, definition } of nodes) {
    const { method, write } = definition;
    if (method === 'GET' || write.allowWriteOnSchedule) continue;
    report(
      name,
      'method',
      'config-write-method',
      `${method} changes things at OVHcloud, and this run is scheduled: it runs only with \`write: { allowWriteOnSchedule: true }\``,
    );
  }
}

function checkOptions({ definition, segments }: Parsed, context: PlanContext, report: IssueReporter): void {
  const { name, read, write } = definition;
  const table = tableOptions(definition);
  if (isV2(segments) && !context.v2) {
    report(name, 'path', 'region-lacks', `${definition.path}: this region has no /v2 branch`);
  }
  checkPagination({ definition, segments }, report);
  if (write.disposition === 'append' && table.primaryKey) {
    report(
      name,
      'table.primaryKey',
      'config-conflict',
      'rows that are appended have no primary key: remove it, or use merge',
    );
  }
  checkOmitted(definition, report);
  if (definition.table === false) checkWithoutTable(definition, report);
  const columns = parametersOf(segments).map(snakeCase);
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice) report(name, 'path', 'config-name-taken', `two parameters would both be the column "${twice}"`);
  if (read.item && columns.includes(snakeCase(read.item))) {
    report(
      name,
      'read.item',
      'config-name-taken',
      `"${read.item}" is already the column of a path parameter: call the items otherwise`,
    );
  }
}

/** A field that is left out can be neither a key nor loaded all the same. */
function checkOmitted(definition: EndpointDefinition, report: IssueReporter): void {
  const { name } = definition;
  const { omit = [], primaryKey = [], include = [] } = tableOptions(definition);
  const needed = [
    { key: 'table.primaryKey', fields: primaryKey },
    { key: 'table.include', fields: include },
  ];
  for (const { key, fields } of needed) {
    const both = fields.find((field) => omit.includes(field));
    if (both !== undefined)
      report(name, 'table.omit', 'config-conflict', `leaves out "${both}", which \`${key}\` needs`);
  }
}

/** Options that say something of rows, where there are none. */
function checkWithoutTable({ name, sync, write }: EndpointDefinition, report: IssueReporter): void {
  const { deletions, maxRejected, mode } = sync;
  const meaningless = [
    { key: 'sync.deletions', isWritten: deletions !== undefined },
    { key: 'sync.maxRejected', isWritten: maxRejected !== undefined },
    { key: 'sync.mode', isWritten: mode === 'snapshot' },
    { key: 'write.disposition', isWritten: write.disposition !== undefined },
  ];
  for (const { key, isWritten } of meaningless) {
    if (isWritten)
      report(name, key, 'config-conflict', 'is about rows, and `table: false` has none: remove one of them');
  }
}
