// Words that cannot name a table without quotes in the databases that people use.

const SQL_WORDS =
  'add all alter analyze and any array as asc between both by case cast check collate column commit ' +
  'constraint create cross current_date current_time current_timestamp current_user default deferrable ' +
  'delete desc distinct do drop else end escape except exists explain fetch filter for foreign from full ' +
  'glob grant group having if in index inner insert intersect into is isnull join key lateral leading left ' +
  'like limit localtime localtimestamp match natural not nothing notnull null of offset on only or order ' +
  'outer over overlaps partition primary range references returning right rollback row rows select set ' +
  'similar some table then to trailing transaction trigger union unique update user using values view when ' +
  'where window with';

const RESERVED = new Set(SQL_WORDS.split(' '));

/** Why a table cannot have this name; undefined when it can. */
export function reservedReason(table: string): string | undefined {
  if (RESERVED.has(table)) return `"${table}" is a reserved word of SQL; call it "${table}s", for example`;
  if (table.startsWith('sqlite_')) return 'names that begin with "sqlite_" belong to the database';
  if (table.startsWith('ovh_') && /^ovh_(columns|run|ledger|state|lock)/.test(table)) {
    return 'this name is kept for the tables that the connector keeps about itself';
  }
  return undefined;
}
