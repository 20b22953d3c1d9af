// Nothing that only the command can do: each command and option has its place in the page, or a reason; and each address of
// the agreement is asked by the page.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Command } from 'commander';
import { makeProgram } from '../../connector/cli/program.js';
import { SCREENS } from '../../console/page/state/screens.js';
import { english } from '../../console/page/texts/en.js';
import { type NotYet, PARITY, type Place, SHARED, WHOLE } from './parity-table.js';

const CONSOLE = resolve(import.meta.dirname, '../../console');

const textsBelow = (folder: string): string[] =>
  readdirSync(join(CONSOLE, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.startsWith('texts'))
    .map((name) => readFileSync(join(CONSOLE, folder, name), 'utf8'));

const PAGE = textsBelow('page').join('\n');
const ADDRESSES = textsBelow('contract').flatMap((text) =>
  [...text.matchAll(/^ {2}'((?:GET|POST) \/api\/[\w/.-]+)':/gm)].map(([, address = '']) => address),
);

/** `load --only`, `api call`. */
function commandsOf(command: Command, path = ''): { path: string; options: string[] }[] {
  const options = command
    .createHelp()
    .visibleOptions(command)
    .map(({ long, short }) => long ?? short ?? '')
    .filter((name) => name !== '--help');
  const below = command.commands.flatMap((each) => commandsOf(each, `${path} ${each.name()}`.trim()));
  return [{ path, options }, ...below];
}

const COMMANDS = commandsOf(makeProgram());

function placeOf(path: string, option: string): Place | undefined {
  if (WHOLE.includes(path)) return PARITY[path]?.at;
  return PARITY[path]?.options?.[option] ?? SHARED[option];
}

/** Every place that the table names, with what it is the place of. */
const PLACES: [name: string, place: Place][] = [
  ...Object.entries(SHARED),
  ...Object.entries(PARITY).flatMap(([path, { at, options = {} }]): [string, Place][] => [
    [path, at],
    ...Object.entries(options).map(([name, place]): [string, Place] => [`${path} ${name}`, place]),
  ]),
];

describe('commands and options', () => {
  test('each has a place in the page, or a reason why not', () => {
    const missing = COMMANDS.flatMap(({ path, options }) => [
      ...(PARITY[path] ? [] : [path]),
      ...options.filter((option) => !placeOf(path, option)).map((option) => `${path} ${option}`),
    ]);
    expect(COMMANDS.length).toBeGreaterThan(35);
    expect(missing).toEqual([]);
  });

  test('the table names no command and no option that is not there', () => {
    const known = new Map(COMMANDS.map(({ path, options }) => [path, options]));
    const everyOption = new Set(COMMANDS.flatMap(({ options }) => options));
    const stale = [
      ...Object.keys(SHARED).filter((option) => !everyOption.has(option)),
      ...Object.entries(PARITY).flatMap(([path, { options = {} }]) => {
        const own = known.get(path);
        if (!own) return [path];
        return Object.keys(options)
          .filter((option) => !own.includes(option))
          .map((option) => `${path} ${option}`);
      }),
    ];
    expect(stale).toEqual([]);
  });

  test('each control has a text, and the page uses it', () => {
    const wrong = PLACES.flatMap(([name, place]) => {
      if (!('control' in place)) return [];
      const { screen, control } = place;
      const leaf = control.split('.').at(-1) ?? '';
      const isThere = textAt(control) !== undefined && new RegExp(`[.{,] ?${leaf}\\b`).test(PAGE);
      return screen in SCREENS && isThere ? [] : [`${name}: ${screen} has no ${control}`];
    });
    expect(wrong).toEqual([]);
  });

  test('a reason is a sentence', () => {
    const short = PLACES.filter(([, place]) => 'reason' in place && place.reason.split(' ').length < 4);
    expect(short).toEqual([]);
  });

  test('what is not in the page yet is so: its screen or address is not there', () => {
    const stale = notYet().filter(
      ([, { until }]) => until !== undefined && (until in SCREENS || ADDRESSES.includes(until)),
    );
    expect(stale.map(([name]) => name)).toEqual([]);
  });
});

test('each address of the agreement is asked by the page', () => {
  expect(ADDRESSES.length).toBeGreaterThan(12);
  const unasked = ADDRESSES.filter((address) => !isAsked(address) && !UNASKED.includes(address));
  expect(unasked.filter((address) => !NOT_YET.some(([, own]) => own.test(address)))).toEqual([]);
  const stale = NOT_YET.filter(([screen]) => screen in SCREENS);
  expect(stale.map(([screen]) => screen)).toEqual([]);
});

/** For programs, and for a page that has no index: the page searches by itself. */
const UNASKED = ['GET /api/search'];

/** Of screens that are to come. */
const NOT_YET: [screen: string, addresses: RegExp][] = [];

/** By `ask`, by a link, or by an address of a group: `GET /api/tables.csv`. */
const isAsked = (address: string): boolean => PAGE.includes(`'${address}'`);

function notYet(): [string, NotYet][] {
  return PLACES.flatMap(([name, place]): [string, NotYet][] => ('notYet' in place ? [[name, place]] : []));
}

function textAt(path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((found, name) => (found as Record<string, unknown> | undefined)?.[name], english);
}
