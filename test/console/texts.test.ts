// The words of the console: both languages have all, and nothing is left in English.
import { describe, expect, test } from '@jest/globals';
import { CODE_GROUPS } from '../../connector/model/codes/codes.js';
import { english } from '../../console/page/texts/en.js';
import { french } from '../../console/page/texts/fr.js';
import { codes } from '../../console/page/texts/fr-codes.js';

/** Every text by its path; a function is called with names in place of its values. */
function texts(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return [[path, String(value('AAA', 'BBB'))]];
  return Object.entries(value as object).flatMap(([name, member]) => texts(member, `${path}/${name}`));
}

describe('words of the console', () => {
  const [en, fr] = [texts(english), new Map(texts(french))];

  test('both languages have the same texts', () => {
    expect([...fr.keys()]).toEqual(en.map(([path]) => path));
    expect(en.length).toBeGreaterThan(200);
    expect([...fr.values(), ...en.map(([, text]) => text)].filter((text) => text.trim() === '')).toEqual([]);
  });

  test('both use the same values', () => {
    const used = (text = '') => ['AAA', 'BBB'].filter((value) => text.includes(value));
    const differing = en.filter(([path, text]) => `${used(text)}` !== `${used(fr.get(path))}`);
    expect(differing).toEqual([]);
  });

  test('what is the same in both languages is a name, or a word of both', () => {
    const same = en
      .filter(([path, text]) => text.length > 3 && fr.get(path) === text)
      .map(([, text]) => text);
    const shared =
      'absent|Pipeline|AAA BBB|FOCUS|Markdown|Parquet|Service|Section AAA|AAA minutes|AAA s|AAA tables|AAA, BBB|Condition|JSON|Parent|Parents|Plan|Table|Table AAA|Tables|AAA ms|ALPHA|CODE|CURL|Code|Configuration|Description|Destination|Endpoint|Endpoints|AAA endpoint|AAA endpoints|Node|OAuth2|PHP|Python|Section|Source|Type|YAML|createToken|null|parent|pipeline AAA|stable|source-ovhcloud AAA, Apache-2.0';
    expect(same.filter((text) => !shared.split('|').includes(text))).toEqual([]);
  });

  test('every code has French words', () => {
    const known = CODE_GROUPS.flatMap((group) => Object.keys(group.codes));
    expect(known.filter((code) => !Object.hasOwn(codes, code))).toEqual([]);
    const own = texts(codes);
    expect(own.filter(([, text]) => / [:;?!»]/.test(text) || text.trim() === '')).toEqual([]);
    // A number that the table of codes speaks of is in the words.
    const counted = CODE_GROUPS.flatMap((group) =>
      Object.entries(group.codes).flatMap(([code, { means }]) => (means.includes('`count`') ? [code] : [])),
    );
    expect(
      counted.filter((code) => !own.some(([path, text]) => path === `/${code}` && text.includes('AAA'))),
    ).toEqual([]);
  });

  test('French double punctuation has a space that does not break', () => {
    const ordinary = [...fr.values()].filter((text) => / [:;?!»]/.test(text) || /« /.test(text));
    expect(ordinary).toEqual([]);
  });
});
