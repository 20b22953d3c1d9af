// Technical names of derived definitions: the words of the path, short enough, unique, and no SQL keywords.
import { snakeCase } from '../../model/names.js';

/** Longer names lose their beginning, because the end of a path says what it loads. */
const NAME_LENGTH = 60;

/** SQL keywords that may be the only word of a path. */
const RESERVED = new Set(
  (
    'add all alter analyze and any array as asc between by case cast check collate column commit constraint create ' +
    'cross default delete desc distinct do drop else end except exists explain fetch filter for foreign from full ' +
    'glob grant group having if in index inner insert intersect into is join key left like limit match natural not ' +
    'null of offset on only or order outer over partition primary range references right rollback row rows select ' +
    'set similar some table then to transaction trigger union unique update user using values view when where window with'
  ).split(' '),
);

/** Prefixes of the tables of databases and of the connector itself. */
const KEPT = /^(sqlite_|ovh_(columns|run|ledger|state|lock))/;

export function technicalName(path: string, isIds: boolean, taken: ReadonlySet<string>): string {
  const parts = path.split('/').slice(1);
  const words = parts.filter((part) => !part.startsWith('{')).map(snakeCase);
  const plain = `${words.join('_')}${isIds ? '_ids' : ''}`;
  const short = plain.length > NAME_LENGTH ? plain.slice(-NAME_LENGTH).replace(/^[^_]*_+/, '') : plain;
  const isReserved = RESERVED.has(short) || KEPT.test(short) || !/^[a-z]/.test(short);
  const name = isReserved ? `api_${short}` : short;
  if (!taken.has(name)) return name;
  const last = parts.findLast((part) => part.startsWith('{')) ?? '{path}';
  return unused(`${name.slice(0, 40)}_by_${snakeCase(last)}`.slice(0, NAME_LENGTH), taken);
}

function unused(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let number = 2; ; number++) {
    if (!taken.has(`${name}_${number}`)) return `${name}_${number}`;
  }
}

/** The items of a list are named like the parameter below it, unless a parameter above has that name. */
export function itemName(above: readonly string[], child: string | undefined): string {
  const wanted = child ?? 'id';
  const clashes = above.some((name) => snakeCase(name) === snakeCase(wanted));
  return clashes ? `${wanted}_item` : wanted;
}
