// Words that a number governs: every text of both languages, with 0, 1 and 2 as its numbers.
import { describe, expect, test } from '@jest/globals';
import { english } from '../../console/page/texts/en.js';
import { french } from '../../console/page/texts/fr.js';
import { codes } from '../../console/page/texts/fr-codes.js';
import { formats, type Language } from '../../console/ui/formats.js';
import { plain as plainRich, type Rich } from '../../console/ui/parts/rich.js';
import { texts as reportTexts } from '../../console/ui/texts/texts.js';

const plain = (said: unknown): string => plainRich(said as Rich | string);

type Said = (...values: unknown[]) => unknown;

/** What may stand behind a number and is the same for one and for many: no word that it counts. */
const SAME: Record<Language, string> = {
  en: `of more in with at and to not on out s ms h d so per from by for after after: without has is was will could ends the
    a this first added chosen found left loaded missing needed new gone proven set once committed exact accepted side against
    up usually accounted day taken`,
  fr: `de du sur en dans par pour et à au s ms h j sans après fois mois une a ne n’a est finit TTC jusqu’ici loin côte comparé
    le enregistrée depuis non manque`,
};

/** A number among others that stay: of each, the text with the number as `#`, by the number. */
function variants(said: Said, value: (count: number) => unknown): Record<number, string>[] {
  const places = [0, 1, 2];
  const say = (isOpen: (place: number) => boolean, count: number): string =>
    plain(said(...places.map((place) => value(isOpen(place) ? count : 7)))).replace(
      new RegExp(`(?<![\\d.,-])${count}(?![\\d.,-]\\d|\\d)`, 'g'),
      '#',
    );
  return [() => true, ...places.map((own) => (place: number) => place === own)].map((isOpen) =>
    Object.fromEntries([0, 1, 2].map((count) => [count, say(isOpen, count)])),
  );
}

/** Every text that is made of values, by its path. */
function functions(value: unknown, path = ''): [string, Said][] {
  if (typeof value === 'function') return [[path, value as Said]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => functions(member, `${path}/${name}`));
}

/** What is wrong with the words of one number. */
function wrong(
  language: Language,
  { 0: none = '', 1: one = '', 2: many = '' }: Record<number, string>,
): string[] {
  const same = new Set(SAME[language].split(/\s+/));
  const behind = (text: string, words: number) =>
    [...text.matchAll(new RegExp(`(?<!sur )#((?: \\p{L}[\\p{L}’'-]*){1,${words}})`, 'gu'))].map(
      ([, found = '']) => found.trim(),
    );
  const found: string[] = [];
  if (one === many && !behind(one, 1).every((word) => same.has(word)))
    found.push(`the same for 1 and 2: ${one}`);
  // Where one is told in words, or a number stands in the text itself, there is nothing to compare with.
  const like = language === 'fr' ? one : many;
  const [ofNone, ofLike] = [behind(none, 3), behind(like, 3)];
  if (ofNone.length === ofLike.length && `${ofNone}` !== `${ofLike}`) found.push(`0: ${none}, not: ${like}`);
  if (/# (of|sur) [#7] .*\b(are|do|need|differ|sont|diffèrent|demandent)\b/.test(one))
    found.push(`verb: ${one}`);
  return found;
}

/** The report takes numbers, the console numbers as they are written; what takes neither is tested with its facts. */
function checked(
  language: Language,
  [path, said]: [string, Said],
  values: ((count: number) => unknown)[],
): string[] {
  for (const value of values)
    try {
      return variants(said, value).flatMap((by) => wrong(language, by).map((each) => `${path}: ${each}`));
    } catch {
      // another kind of value
    }
  return [];
}

const written = [String];
const counted = [Number, String];

describe('words that a number governs', () => {
  const report = (language: Language) => reportTexts(formats(language));

  test.each([
    ['console', 'en', english, written],
    ['console', 'fr', french, written],
    ['codes', 'fr', codes, written],
    ['report', 'en', report('en'), counted],
    ['report', 'fr', report('fr'), counted],
  ] as const)('%s, %s', (_, language, words, values) => {
    const all = functions(words);
    expect(all.length).toBeGreaterThan(20);
    expect([...new Set(all.flatMap((each) => checked(language, each, [...values])))]).toEqual([]);
  });

  test('what is wrong is found', () => {
    const found = (language: Language, said: Said) => checked(language, ['x', said], written);
    expect(found('en', (count) => `${count} calls`)).not.toEqual([]);
    expect(found('fr', (count) => `${count} choisis`)).not.toEqual([]);
    expect(found('fr', (count) => `${count} choisi${count === '1' ? '' : 's'}`)).not.toEqual([]);
    expect(found('en', (one, all) => `${one} of ${all} object${all === '1' ? '' : 's'} are`)).not.toEqual([]);
    expect(found('fr', (count) => `${count} choisi${Number(count) < 2 ? '' : 's'}`)).toEqual([]);
  });

  test('the ledger as an equation', () => {
    const none = { absent: 0, gone: 0, expired: 0, refused: 0, rejected: 0 };
    const ledger = { ...none, listed: 4, loaded: 2, known: 1, failed: 1 };
    expect(plain(report('fr').health.equation(ledger))).toBe('4 listés = 2 chargés + 1 connu + 1 échoué');
    expect(plain(report('en').health.equation(ledger))).toBe('4 listed = 2 loaded + 1 known + 1 failed');
  });
});
