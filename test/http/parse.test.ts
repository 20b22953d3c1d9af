// JSON without loss, whatever the reply: properties rather than examples.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'lossless-json';
import { parseJson, readBody } from '../../connector/http/json/body.js';
import { platformValue } from '../../connector/http/json/platform.js';
import { Decimal, type JsonValue, stringifyJson } from '../../connector/model/json.js';

const LARGE = 256 * 1024;
const digits = (max: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${max}}$`));
const numberText = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.oneof(fc.constant('0'), fc.stringMatching(/^[1-9][0-9]{0,30}$/)),
    fc.option(digits(30)),
    fc.option(fc.tuple(fc.constantFrom('e', 'E'), fc.constantFrom('', '+', '-'), digits(4))),
  )
  .map(
    ([sign, whole, fraction, exponent]) =>
      sign + whole + (fraction === null ? '' : `.${fraction}`) + (exponent?.join('') ?? ''),
  )
  // The only number whose text is not kept: it is the integer 0.
  .filter((text) => text !== '-0');

const space = fc.stringMatching(/^[ \n\r\t]{0,3}$/);

/** JSON texts with white space, escapes, nesting, brackets in strings, and numbers of every form. */
const jsonText = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    numberText,
    fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify(text)),
    fc.constantFrom('null', 'true', 'false', '""', '"]"', '"\\u00e9\\n\\\\"', '"\\""', '[]', '{}', '"},{"'),
    fc
      .tuple(space, fc.array(tie('value'), { maxLength: 4 }))
      .map(([gap, all]) => `[${gap}${all.join(`,${gap}`)}]`),
    fc
      .array(fc.tuple(fc.constantFrom('a', 'b]', '__proto__', 'é', 'c"'), space, tie('value')), {
        maxLength: 3,
      })
      .map(
        (all) =>
          `{${all.map(([key, gap, value]) => `${JSON.stringify(key)}${gap}:${gap}${value}`).join(',')}}`,
      ),
  ),
})).value;

describe('numbers', () => {
  test('of every form come out with the digits that went in', () => {
    fc.assert(
      fc.property(numberText, (text) => {
        expect(stringifyJson(parseJson(`{"n":[${text}]}`))).toBe(`{"n":[${text}]}`);
      }),
      { numRuns: 500 },
    );
  });

  test('are of the type that keeps them: safe integers, longer integers, all others', () => {
    fc.assert(
      fc.property(numberText, (text) => {
        const value = parseJson(text);
        if (!/^-?\d+$/.test(text)) expect(value).toEqual(new Decimal(text));
        else if (Number.isSafeInteger(Number(text))) expect(value).toBe(Number(text));
        else expect(value).toBe(BigInt(text));
      }),
    );
    expect(parseJson('9007199254740991')).toBe(9007199254740991);
    expect(parseJson('9007199254740992')).toBe(9007199254740992n);
    expect(parseJson('-9007199254740993')).toBe(-9007199254740993n);
    expect(stringifyJson(parseJson('-0'))).toBe('0');
  });

  test.each(['01', '+1', '.5', '1.', '1e', '0x10', 'NaN', 'Infinity', '-', '1 2', ''])(
    '%j is none',
    (text) => {
      expect(() => parseJson(text)).toThrow(SyntaxError);
    },
  );
});

describe('the platform', () => {
  test('parses what it does not change, and nothing else', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        const value = platformValue(text);
        const isLossless = stringifyJson(JSON.parse(text)) === stringifyJson(parseJson(text));
        if (value === undefined) return;
        expect(isLossless).toBe(true);
        expect(stringifyJson(value)).toBe(stringifyJson(parseJson(text)));
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['[999999999999999,-1,0,"2026-01-01T00:00:00.000Z 1e9"]', true],
    ['[1000000000000000]', false],
    ['[1.0]', false],
    ['[1e2]', false],
    ['[1E2]', false],
    ['[true,false,null]', true],
    [`${'['.repeat(5000)}1${']'.repeat(5000)}`, true],
    [`${'['.repeat(5001)}1${']'.repeat(5001)}`, false],
    ['["cut', false],
    ['[1,]', false],
  ])('%.60s', (text, isParsed) => {
    expect(platformValue(text) !== undefined).toBe(isParsed);
  });
});

describe('the parser', () => {
  /** Texts that are nearly JSON: one piece is taken out, doubled or changed. */
  const nearlyJson = fc
    .tuple(
      jsonText,
      fc.nat(),
      fc.nat(4),
      fc.constantFrom('', '"', '\\', ',', ']', '}', '0', '-', '\u0001', 'e'),
    )
    .map(([text, place, length, piece]) => {
      const at = place % (text.length + 1);
      return text.slice(0, at) + piece + text.slice(at + length);
    });

  test('takes and refuses what the built-in one does', () => {
    const accepts = (parse: () => unknown) => {
      try {
        parse();
        return true;
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError);
        return false;
      }
    };
    fc.assert(
      fc.property(fc.oneof(jsonText, nearlyJson), (text) => {
        expect(accepts(() => parseJson(text))).toBe(accepts(() => JSON.parse(text)));
      }),
      { numRuns: 2000 },
    );
  });

  test('reads what another parser without loss reads', () => {
    const parseNumber = (text: string) => parseJson(text);
    fc.assert(
      fc.property(jsonText, (text) => {
        const other = parse(text, null, { parseNumber, onDuplicateKey: ({ newValue }) => newValue });
        expect(stringifyJson(parseJson(text))).toBe(stringifyJson(other as JsonValue));
      }),
      { numRuns: 500 },
    );
  });
});

describe('objects', () => {
  test('__proto__ is a key like any other', () => {
    const value = parseJson('{"__proto__":{"evil":1},"a":{"__proto__":2}}');
    expect(stringifyJson(value)).toBe('{"__proto__":{"evil":1},"a":{"__proto__":2}}');
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).evil).toBeUndefined();
  });

  test.each([
    ['{"a":1,"a":2}', '{"a":2}'],
    ['{"a":1,"b":0,"a":null}', '{"a":null,"b":0}'],
    ['{"a":1.0,"a":1.00}', '{"a":1.00}'],
    ['{"a":[1],"a":{"0":1}}', '{"a":{"0":1}}'],
    ['{"toString":1,"toString":2}', '{"toString":2}'],
  ])('of equal keys the last counts: %s', (text, expected) => {
    expect(stringifyJson(parseJson(text))).toBe(expected);
  });

  test.each([
    ['[', ']'],
    ['{"a":', '}'],
  ])('nesting of %s beyond all measure is an error, not the end of the process', async (open, close) => {
    const text = `${open.repeat(200_000)}1${close.repeat(200_000)}`;
    expect(() => parseJson(text)).toThrow();
    await expect(readBody(Buffer.from(text))).rejects.toThrow();
    await expect(readBody(Buffer.from(`[1,${text}]`))).rejects.toThrow();
    expect(stringifyJson(parseJson(`${open.repeat(200)}1${close.repeat(200)}`))).toContain('1');
  });
});

describe('large arrays', () => {
  const filler = `"${'x'.repeat(LARGE)}"`;

  test('are the same items as a plain parse, in any form', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(space, jsonText, space), { maxLength: 6 }),
        space,
        async (parts, gap) => {
          const items = [...parts.map((part) => part.join('')), filler];
          const text = `${gap}[${items.join(',')}${gap}]${gap}`;
          const body = await readBody(Buffer.from(text));
          const plain = parseJson(text) as JsonValue[];
          expect(body.kind).toBe('array');
          expect(body.length).toBe(plain.length);
          expect(stringifyJson(body.value())).toBe(stringifyJson(plain));
          // They can be read more than once.
          expect([...body.items()]).toHaveLength(plain.length);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('with a byte order mark; empty; with one item', async () => {
    const blank = ' '.repeat(LARGE);
    expect(await readBody(Buffer.from(`[${blank}]`))).toMatchObject({ kind: 'array', length: 0 });
    expect((await readBody(Buffer.from(`[${blank}7]`))).value()).toEqual([7]);
    expect((await readBody(Buffer.from(`\ufeff[${filler}, "é", "a\\tb"]`))).length).toBe(3);
  });

  test('that are cut off at any place are errors', async () => {
    const tail = ',{"a":[1,"x\\"]}"]}, "é\\u00e9" ,[[]],-1.5e3,null,true,"end"]';
    const bytes = Buffer.from(`[${filler}${tail}`);
    await readBody(bytes);
    for (let cut = 1; cut <= Buffer.byteLength(tail); cut++) {
      await expect(readBody(bytes.subarray(0, bytes.length - cut))).rejects.toThrow(SyntaxError);
    }
  });

  test.each([
    ',]',
    ',,1]',
    ' 1]',
    ']x',
    '],',
    ']]',
    ',{]}]',
    ',[}]',
    ',}]',
    ',"a" "b"]',
    ',"a\nb"]',
    ',"\\x"]',
    ',nope]',
    ',{"a":}]',
    ',1 2]',
    ':1]',
  ])('that go on with %j are errors', async (tail) => {
    await expect(readBody(Buffer.from(`[${filler}${tail}`))).rejects.toThrow(SyntaxError);
  });

  test.each(['[,1', '[ ,1', '[1,,2'])('that begin with %j are errors', async (start) => {
    await expect(readBody(Buffer.from(`${start},${filler}]`))).rejects.toThrow(SyntaxError);
  });
});

describe('small bodies', () => {
  test.each(['[1,]', '[,1]', '[1]x', '[1', '{"a":1', '"a', '{"a":1}}', '[1}', '{', '[', 'nul', '<html>'])(
    '%j is an error',
    async (text) => {
      await expect(readBody(Buffer.from(text))).rejects.toThrow(SyntaxError);
    },
  );

  test('kinds and lengths', async () => {
    const known = async (text: string) => {
      const { kind, length } = await readBody(Buffer.from(text));
      return `${kind} ${length}`;
    };
    expect(await known('')).toBe('none 0');
    expect(await known('\ufeff \r\n')).toBe('none 0');
    expect(await known(' null ')).toBe('none 0');
    expect(await known('[]')).toBe('array 0');
    expect(await known('\ufeff[1, [2, 3]]')).toBe('array 2');
    expect(await known('{"a":[1,2]}')).toBe('value 1');
    expect(await known('0')).toBe('value 1');
    expect(await known('false')).toBe('value 1');
    expect([...(await readBody(Buffer.from('"a"'))).items()]).toEqual(['a']);
    expect([...(await readBody(Buffer.from('null'))).items()]).toEqual([]);
    expect((await readBody(Buffer.from(`{"a":"${'x'.repeat(LARGE)}"}`))).kind).toBe('value');
  });
});
