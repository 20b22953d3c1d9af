// Dead letters: what may be kept of a payload, and what names it.
import { describe, expect, test } from '@jest/globals';
import { parseJson } from '../../connector/http/json/body.js';
import { Decimal, stringifyJson } from '../../connector/model/json.js';
import { Secret, scrubber } from '../../connector/model/secret.js';
import { DeadLetters } from '../../connector/state/dead-letters/dead-letters.js';
import { Redaction } from '../../connector/state/dead-letters/redaction.js';
import {
  deadLetterBatch,
  deadLetterOf,
  REJECTED,
} from '../../connector/state/dead-letters/stored-letters.js';
import { planOf } from '../read/scripted-client.js';
import { record, spec } from '../shape/records.js';

const scrub = scrubber([new Secret('s3cr3t-key/+'), new Secret('12345678')]);

describe('redaction', () => {
  test('fields that tables leave out, at any depth, and known secrets in whatever form', () => {
    const redaction = new Redaction(spec({ omit: ['password', 'owner.email'] }), scrub);
    const payload = parseJson(
      '{"id":9007199254740993,"price":59.90,"small":1e-05,"password":"x","owner":{"email":"a@b","name":"n"},' +
        '"list":[{"password":"y","text":"key s3cr3t-key/+ here"}],"s3cr3t-key/+":"s3cr3t-key%2F%2B","n":12345678,"lone":"\\ud800"}',
    );
    const kept = redaction.payload({ kind: 'object', payload });
    expect(stringifyJson(kept)).toBe(
      '{"id":9007199254740993,"price":59.90,"small":1e-05,"owner":{"name":"n"},' +
        '"list":[{"text":"key *** here"}],"***":"***","n":"***","lone":"\ufffd"}',
    );
  });

  test('bare values', () => {
    const redaction = new Redaction(spec(), scrub);
    expect(redaction.payload({ kind: 'scalar', payload: 's3cr3t-key/+' })).toBe('***');
    expect(redaction.payload({ kind: 'item', payload: null })).toBeNull();
    expect(redaction.payload({ kind: 'scalar', payload: [1, { a: true }] })).toEqual([1, { a: true }]);
    const secret = new Redaction(spec({ omit: ['value'] }), scrub);
    expect(secret.payload({ kind: 'scalar', payload: 'a key' })).toBeNull();
  });
});

describe('letters', () => {
  const plan = planOf([{ name: 'bill', path: '/me/bill' }]);
  const records = () =>
    new DeadLetters({ account: 'acc', runId: 'run', scrub, plan, isMissing: () => false });

  test('come back from the table as they were, digits and all', () => {
    const kept = records();
    const payload = parseJson('{"a":59.90,"b":9223372036854775808,"c":[1E+2]}');
    const one = { ...record(payload, 'object', { billId: '007', n: new Decimal('1.50') }), queryId: 'EU.1' };
    expect(kept.keep(one, 'why')).toBe('billId=007, n=1.50');
    const [batch] = kept.batch();
    const names = batch?.schema.columns.map(({ name }) => name) ?? [];
    const row = Object.fromEntries(names.map((name, index) => [name, batch?.rows[0]?.[index] ?? null]));
    const letter = deadLetterOf(REJECTED.row(row), parseJson);
    expect(letter).toMatchObject({
      runId: 'run',
      account: 'acc',
      source: 'bill',
      queryId: 'EU.1',
      reason: 'why',
    });
    expect(letter.payload).toEqual(payload);
    expect(letter.partition).toEqual(one.partition);
    expect(letter.readAt).toBe(one.readAt);
    expect(kept.batch()).toEqual([]);
    expect(deadLetterBatch([letter], []).rows).toEqual(batch?.rows);
  });

  test('elements of a list are told apart by content, and by number where that is the same', () => {
    const kept = records();
    const ids = [{ a: 1 }, { a: 2 }, { a: 1 }].map((payload) => {
      const one = record(payload, 'element');
      return kept.keep(one, 'why');
    });
    expect(new Set(ids).size).toBe(3);
    expect(ids[2]).toBe(`${ids[0]}-2`);
    expect(ids.every((id) => id.startsWith('(list) / '))).toBe(true);
  });

  test('a payload that is too large leaves its size', () => {
    const kept = records();
    const one = record({ text: 'ä'.repeat(2_100_000) });
    kept.keep(one, 'why');
    const [batch] = kept.batch();
    const at = (name: string) =>
      batch?.rows[0]?.[batch.schema.columns.findIndex((column) => column.name === name)];
    expect(at('payload')).toBeNull();
    expect(at('payload_bytes')).toBe(4_200_011);
  });
});
