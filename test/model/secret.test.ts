import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { format, inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { passwordsIn, Secret, scrubber } from '../../connector/model/secret.js';
import { anyCharacter } from '../any-character.js';

const VALUE = 'k3y-that-nobody-sees';

/** What a console writes for these values. */
function written(...values: unknown[]): string {
  let text = '';
  const stream = new Writable({
    write(chunk, _, done) {
      text += chunk;
      done();
    },
  });
  const console = new Console(stream, stream);
  console.log(...values);
  console.dir(values[0], { depth: null, showHidden: true });
  console.error('%s %o %O %j', ...Array.from({ length: 4 }, () => values[0]));
  console.table([{ secret: values[0] }]);
  return text;
}

describe('a secret', () => {
  const secret = new Secret(VALUE);
  const deep = { credentials: { list: [secret], map: new Map([['k', secret]]) } };

  test.each<[string, () => string]>([
    ['String', () => String(secret)],
    ['a template', () => `${secret}`],
    ['adding', () => `a${[secret].join('')}`],
    ['JSON', () => JSON.stringify({ deep, secret })],
    ['inspect', () => inspect(deep, { depth: null, showHidden: true })],
    [
      'inspect without custom words',
      () => `*** ${inspect(secret, { customInspect: false, showHidden: true })}`,
    ],
    ['format', () => format('%s %o %O %j', secret, deep, deep, deep)],
    ['the console', () => written(secret, deep)],
    ['an error', () => inspect(new Error(`with ${secret}`, { cause: deep }), { depth: null })],
    ['its keys', () => `***${Object.entries(secret).join()}${JSON.stringify({ ...secret })}`],
  ])('prints as asterisks by %s', (_, print) => {
    expect(print()).toContain('***');
    expect(print()).not.toContain(VALUE);
  });

  test('gives its value only when asked for it', () => {
    expect(secret.reveal()).toBe(VALUE);
  });
});

describe('passwords in addresses', () => {
  test.each([
    ['postgresql://user:hunter22@host/db', ['hunter22']],
    ['postgres//user:hunter22@host/db', ['hunter22']],
    ['postgres:/user:hunter22@host', ['hunter22']],
    ['postgre://user:hunter22@host', ['hunter22']],
    ['mysql://root:hunter22@host', ['hunter22']],
    ['user:hunter22@host', ['hunter22']],
    ['postgresql:user:hunter22@host', ['user:hunter22', 'hunter22']],
    ['postgresql://user:hunter22:2@host', ['hunter22:2', '2']],
    ['postgresql://user:hunt@er22@host', ['hunt@er22']],
    ['postgresql://user:hunt/er22@host', ['hunt/er22']],
    ['postgresql://user:hunt%40er@host', ['hunt%40er', 'hunt@er']],
    ['postgresql://user:100%er@host', ['100%er']],
    ['postgresql://user@host/db', []],
    ['postgresql://host:5432/db', []],
    ['parquet:s3://bucket/prefix', []],
    ['C:\\data\\ovh.db', []],
    ['out/ovh.db', []],
    ['', []],
  ])('%s', (address, passwords) => {
    expect(passwordsIn(address).map((secret) => secret.reveal())).toEqual(passwords);
  });
});

describe('the scrubber', () => {
  test('takes secrets out of any text, in each of their forms', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 4, maxLength: 30 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), word, (values, around) => {
        const scrub = scrubber(values.map((value) => new Secret(value)));
        for (const value of values) {
          const forms = [
            value,
            encodeURIComponent(value),
            new URLSearchParams({ k: value }).toString().slice(2),
            JSON.stringify(value).slice(1, -1),
          ];
          for (const form of forms) {
            fc.pre(!'***'.includes(form) && !form.includes('*'));
            expect(scrub(`${around}${form}${around}`)).not.toContain(form);
          }
        }
      }),
    );
  });

  test('takes secrets out of base64, in both alphabets, whatever stands before and behind', () => {
    const word = fc
      .string({ unit: anyCharacter, minLength: 8, maxLength: 30 })
      .map((text) => text.toWellFormed());
    const bytes = fc.uint8Array({ maxLength: 6 });
    fc.assert(
      fc.property(
        word,
        bytes,
        bytes,
        fc.constantFrom('base64', 'base64url'),
        (value, before, behind, alphabet) => {
          const whole = Buffer.concat([before, Buffer.from(value, 'utf8'), behind]);
          const text = whole.toString(alphabet as 'base64');
          const clean = scrubber([new Secret(value)])(`said: ${text}`);
          fc.pre(!value.includes('*'));
          expect(clean).toContain('***');
          // What is left decodes to nothing of it but its ends.
          expect(Buffer.from(clean.replace('***', ''), 'base64').toString('latin1')).not.toContain(
            value.slice(1, -1),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  test('takes the secret out of a Basic header', () => {
    const header = `Basic ${Buffer.from('user:hunter22-of-the-proxy').toString('base64')}`;
    expect(scrubber([new Secret('hunter22-of-the-proxy')])(header)).toMatch(
      /^Basic dXNlc.{0,3}\*\*\*.{0,3}$/,
    );
  });

  test('takes the longer of two that begin alike', () => {
    expect(scrubber([new Secret('abcd'), new Secret('abcdefgh')])('x abcdefgh abcd y')).toBe('x *** *** y');
  });

  test('leaves all else alone, and does not make confetti of texts for a very short secret', () => {
    expect(scrubber([new Secret('abc'), new Secret('')])('abc or not')).toBe('abc or not');
    expect(scrubber([])('text')).toBe('text');
    expect(scrubber([new Secret('a.c+')])('abcc a.c+')).toBe('abcc ***');
  });
});

test('a secret of signs that patterns give a meaning is found as it is, and nothing else', () => {
  const odd = 'a.b*c+(d)[e]{f}|g^h$i\\j/k-l?\nm';
  const scrub = scrubber([new Secret(odd), new Secret('plain-secret')]);
  expect(scrub(`before ${odd} and plain-secret`)).toBe('before *** and ***');
  expect(scrub('aXb plainXsecret abbc')).toBe('aXb plainXsecret abbc');
  expect(scrubber([])('text')).toBe('text');
});
