// `budget.shared`: what it may be, where it is refused, and that no password of it is shown.
import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { secretsIn } from '../../connector/app/open.js';
import { budgetSharing } from '../../connector/stores/budget-place.js';
import { AUTH, ENTRY, issuesOf, load } from './fixtures.js';

const POSTGRES = 'destination: { type: postgres, url: "postgres://db.example/ovh" }\n';
const text = (shared: string, destination = '') =>
  `region: eu\n${AUTH}budget: { shared: ${shared} }\n${destination}${ENTRY}`;

describe('what it may be', () => {
  test.each([
    ['false', false],
    ['machine', 'machine'],
  ])('%s', (written, shared) => {
    expect(load(text(written)).budget.shared).toBe(shared);
  });

  test('the database of the destination: one for all its schemas, and for its address', () => {
    const { budget, destination } = load(text('true', POSTGRES));
    const place = budgetSharing(budget.shared, destination);
    const id = (sharing: typeof place) => (typeof sharing === 'object' ? sharing.id : sharing);
    expect(id(place)).toEqual(expect.stringMatching(/^[0-9a-f]{64}$/));
    expect(id(budgetSharing(true, { ...destination, schema: 'other' }))).toBe(id(place));
    const named = load(text('"postgres://db.example/ovh"'));
    expect(id(budgetSharing(named.budget.shared, named.destination))).toBe(id(place));
    const other = load(text('"redis://db.example/0"'));
    expect(id(budgetSharing(other.budget.shared, other.destination))).not.toBe(id(place));
  });

  test.each(['"postgres://u:hidden-one@db.example/d"', '"rediss://:hidden-one@cache.example:6380"'])(
    'an address with a password, which nothing shows: %s',
    (address) => {
      const config = load(text(address));
      expect(`${inspect(config, { depth: 9 })}${JSON.stringify(config)}`).not.toContain('hidden-one');
      expect(secretsIn(config).map((secret) => secret.reveal())).toContain('hidden-one');
    },
  );
});

test.each([
  'host=db password=hidden-one dbname=ovh',
  'host=db pasword=hidden-one',
  'postgres//u:hidden-one@h/d',
  'postgres:/u:hidden-one@h/d',
  'u/hidden-one@h',
])('an address in another form is not shown: %s', (address) => {
  const written = [
    `queue: { url: "${address}" }`,
    `connectionDefaults: { budget: { shared: "${address}" } }`,
    `http: { proxy: "${address}" }`,
  ];
  for (const keys of written) {
    const issues = issuesOf(() => load(`region: eu\n${AUTH}${keys}\n${ENTRY}`)).join('\n');
    expect(issues).toMatch(/: found /);
    expect([keys, issues.includes('hidden-one')]).toEqual([keys, false]);
  }
});

test.each([
  [
    'true',
    /source\.yaml:\d+.*budget\.shared: `true` shares .* this destination is sqlite\. Write the address/,
  ],
  [
    'yes',
    /budget\.shared: found "yes"; allowed: true \(the PostgreSQL of the destination\), false, machine, or/,
  ],
  ['1', /budget\.shared: found 1; allowed/],
  ['"mysql://db.example/d"', /budget\.shared: found "mysql:.*redis:\/\/host:6379/],
  ['"postgres://u:hidden-one@h/d?evil=1"', /budget\.shared: found "postgres:\/\/\*\*\*@h/],
  ['"redis://"', /budget\.shared: found "redis:\/\/"/],
  ['"host=db password=hidden-one dbname=ovh"', /budget\.shared: found a text .*\(not shown\); allowed: true/],
  ['"postgres//u:hidden-one@h/d"', /budget\.shared: found a text .*\(not shown\); allowed: true/],
  ['"jdbc:other://h;user=u;pass=hidden-one"', /budget\.shared: found a text .*\(not shown\); allowed: true/],
])('refused before the first call: %s', (written, words) => {
  const issues = issuesOf(() => load(text(written))).join('\n');
  expect(issues).toMatch(words);
  expect(issues).not.toContain('hidden-one');
});

test('of a variable its name is shown, and nothing of its value', () => {
  const env = { STORE: 'host=db password=hidden-one' };
  const issues = issuesOf(() => load(text('"$'.concat('{STORE}"')), env)).join('\n');
  expect(issues).toMatch(/budget\.shared: found "\$\{STORE\}"; allowed: true/);
  expect(issues).not.toContain('hidden-one');
});
