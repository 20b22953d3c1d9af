// Primary keys, kinds of records, rows without an id, and secrets.
import { describe, expect, test } from '@jest/globals';
import { keyColumns } from '../../connector/shape/keys.js';
import { record, rejection, row, shaper, spec, types } from './records.js';

describe('keys by kind', () => {
  const table = spec({ parameters: ['projectId'], item: 'instanceId' });

  test.each([
    ['item', ['_account', 'project_id', 'instance_id']],
    ['object', ['_account', 'project_id']],
    ['scalar', ['_account', 'project_id']],
    ['element', ['_account', 'project_id', '_row_hash']],
  ] as const)('%s', (kind, key) => {
    expect(keyColumns(table, kind)).toEqual(key);
    const one = shaper(table);
    const payload = kind === 'object' || kind === 'element' ? { a: 1 } : 'x';
    row(one, record(payload, kind, { projectId: 'p' }));
    expect(one.schema().primaryKey).toEqual(key);
    expect(Object.keys(types(one))).toEqual(expect.arrayContaining([...key]));
  });

  test('a given key is what the user says: parameter, field path or item', () => {
    const given = { parameters: ['projectId'], item: 'name', primaryKey: ['projectId', 'owner.nicHandle'] };
    expect(keyColumns(spec(given), 'element')).toEqual(['_account', 'project_id', 'owner_nic_handle']);
    expect(keyColumns(spec({ ...given, primaryKey: ['name'] }), 'item')).toEqual(['_account', 'name']);
    expect(keyColumns(spec({ ...given, primaryKey: ['_account', 'id'] }), 'element')).toEqual([
      '_account',
      'id',
    ]);
  });

  test('tables that append have none, and no row hash', () => {
    const one = shaper({ writeDisposition: 'append', primaryKey: ['id'] });
    expect(row(one, record({ a: 1 }, 'element'))).not.toHaveProperty('_row_hash');
    expect(one.schema().primaryKey).toEqual([]);
  });

  test('key fields have the plain name, whichever came first', () => {
    const one = shaper({ primaryKey: ['uniqueId'] });
    const cells = row(one, record({ unique_id: 'b', uniqueId: 'a' }, 'element'));
    expect(cells.unique_id).toBe('a');
    expect(one.schema().primaryKey).toEqual(['_account', 'unique_id']);
  });

  test('an item and a parameter of the same name are two columns', () => {
    const one = shaper({ parameters: ['id'] });
    expect(row(one, record('x', 'item', { id: 'x' }))).toMatchObject({ id: 'x', id_field: 'x' });
    expect(one.schema().primaryKey).toEqual(['_account', 'id', 'id_field']);
  });

  test('before the first row there is nothing to make', () => {
    expect(shaper({ primaryKey: ['id'] }).schema()).toEqual({ table: 'bill', columns: [], primaryKey: [] });
  });
});

describe('rejected, with words', () => {
  test.each([
    ['missing', {}],
    ['null', { id: null }],
    ['an object', { id: { a: 1 } }],
  ])('a key field that is %s', (_what, payload) => {
    const one = shaper({ primaryKey: ['id'] });
    expect(rejection(one, record({ ...payload, other: 1 }, 'element'))).toContain('"id"');
    expect(one.schema().columns).toEqual([]);
  });

  test('a bare item that is null; a parameter that is missing', () => {
    expect(rejection(shaper({ item: 'billId' }), record(null, 'item'))).toContain('"billId"');
    expect(rejection(shaper({ parameters: ['billId'] }), record({ a: 1 }))).toContain('"billId"');
  });

  test('0, false and empty text are keys', () => {
    const one = shaper({ primaryKey: ['id'] });
    expect(row(one, record({ id: 0 }, 'element')).id).toBe(0);
    expect(row(one, record({ id: '' }, 'element')).id).toBe('');
  });

  test('another kind than that of the table', () => {
    const one = shaper();
    row(one, record({ a: 1 }, 'element'));
    expect(rejection(one, record({ a: 1 }, 'object'))).toMatch(/single object.*object of a list/);
    expect(rejection(one, record('x', 'item'))).toContain('bare item');
    expect(rejection(one, record(null, 'element'))).toContain('null');
    expect(rejection(one, record([1], 'element'))).toContain('list');
    expect(row(one, record({ a: 2 }, 'element')).a).toBe(2);
  });

  test('an object among bare values', () => {
    expect(rejection(shaper(), record({ a: 1 }, 'item'))).toContain('object');
  });

  test('elements that a key of parameters cannot tell apart', () => {
    const one = shaper({ parameters: ['id'], primaryKey: ['id'] });
    expect(row(one, record({ id: 'p', a: 1 }, 'element', { id: 'p' })).a).toBe(1);
    expect(rejection(one, record({ id: 'q' }, 'element', { id: 'p' }))).toContain('overwrite');
  });
});

describe('a table that exists', () => {
  test('with another key is refused up front, with advice', () => {
    const one = shaper({ primaryKey: ['id'] });
    row(one, record({ id: 1, name: 'x' }, 'element'));
    const existing = one.schema();
    expect(() => shaper({ primaryKey: ['name'] }, existing)).toThrow(
      /\(_account, id\).*\(_account, name\).*technical name/,
    );
    expect(() => shaper({ writeDisposition: 'append' }, existing)).toThrow(/no primary key/);
    expect(() => shaper({ primaryKey: ['id'] }, existing)).not.toThrow();
  });

  test('with a key of another kind is refused at the first record', () => {
    const one = shaper({});
    row(one, record('a', 'item'));
    const again = shaper({}, one.schema());
    expect(() => again.shape(record({ a: 1 }, 'element'))).toThrow(/_row_hash/);
  });

  test('keeps its columns, their order and their types', () => {
    const one = shaper({});
    row(one, record({ a: 1, b: 'x' }));
    const again = shaper({}, one.schema());
    expect(again.schema()).toEqual(one.schema());
    const cells = row(again, record({ c: 1, b: 5 }));
    expect(cells).toMatchObject({ b: 5, c: 1 });
    expect(types(again)).toMatchObject({ a: 'bigint', b: 'text', c: 'bigint' });
  });
});

describe('kinds of records', () => {
  test('bare items keep their type and name', () => {
    const one = shaper({ item: 'billId' });
    expect(row(one, record('00123', 'item')).bill_id).toBe('00123');
    expect(types(one).bill_id).toBe('text');
    const big = shaper({ item: 'billId' });
    expect(row(big, record(9_007_199_254_740_993n, 'item')).bill_id).toBe(9_007_199_254_740_993n);
  });

  test('a scalar is a row with one value; null is a row without', () => {
    const one = shaper();
    expect(row(one, record('delivered', 'scalar')).value).toBe('delivered');
    expect(row(one, record(null, 'scalar'))).not.toHaveProperty('value');
    expect(row(one, record(true, 'scalar')).value).toBe(true);
  });
});

describe('elements without an id', () => {
  const hash = (shaped: ReturnType<typeof shaper>, payload: { a: number }, project = 'p') =>
    String(row(shaped, record(payload, 'element', { project }))._row_hash);

  test('identical ones are counted, in each partition for itself', () => {
    const one = shaper({ parameters: ['project'] });
    const first = hash(one, { a: 1 });
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(hash(one, { a: 2 })).not.toContain(first);
    expect(hash(one, { a: 1 }, 'q')).toBe(first);
    expect([hash(one, { a: 1 }), hash(one, { a: 1 })]).toEqual([`${first}-2`, `${first}-3`]);
  });

  test('the next run gives the same names', () => {
    expect(hash(shaper({ parameters: ['project'] }), { a: 1 })).toBe(
      hash(shaper({ parameters: ['project'] }), { a: 1 }),
    );
  });

  test('secrets are not part of the name', () => {
    const one = shaper({ omit: ['password'] });
    const first = row(one, record({ a: 1, password: 'x' }, 'element'))._row_hash;
    expect(row(one, record({ a: 1, password: 'y' }, 'element'))._row_hash).toBe(`${String(first)}-2`);
  });
});

describe('secrets', () => {
  const payload = {
    password: 'TOP1',
    user: { password: 'TOP2', name: 'n', key: { secret: 'TOP3', id: 1 } },
    list: [{ password: 'TOP4', deep: [{ password: 'TOP5' }], ok: 1 }],
    key: { secret: 'not at this path' },
    only: { password: 'TOP6' },
  };

  test('a plain name counts at any depth, a path only there; JSON columns too', () => {
    const one = shaper({ omit: ['password', 'user.key.secret'], json: ['user'] });
    const cells = row(one, record(payload));
    expect(JSON.stringify(cells)).not.toContain('TOP');
    expect(cells).toMatchObject({
      user: { text: '{"name":"n","key":{"id":1}}' },
      list: { text: '[{"deep":[{}],"ok":1}]' },
      key_secret: 'not at this path',
    });
    expect(cells).not.toHaveProperty('only');
    expect(one.drift().omitted).toEqual([
      'list.deep.password',
      'list.password',
      'only.password',
      'password',
      'user.key.secret',
      'user.password',
    ]);
  });

  test('a path reaches into lists', () => {
    const one = shaper({ omit: ['list.password'] });
    expect(row(one, record(payload)).list).toMatchObject({ text: '[{"deep":[{"password":"TOP5"}],"ok":1}]' });
  });

  test('nothing is left out unasked', () => {
    const one = shaper();
    expect(row(one, record(payload))).toMatchObject({ password: 'TOP1', user_key_secret: 'TOP3' });
    expect(one.drift().omitted).toEqual([]);
  });
});
