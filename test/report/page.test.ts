// The report as a page, without a browser: numbers and dates by language, words, hostile text, sections without facts.
import { describe, expect, test } from '@jest/globals';
import { formats } from '../../console/ui/formats.js';
import { percent, quotient, rounded, sum } from '../../console/ui/numbers.js';
import { texts } from '../../console/ui/texts/texts.js';
import { renderReport } from '../../reports/page/render-report.js';
import { cssString } from '../../reports/page/style.js';
import { wrongSums } from '../../reports/report/check-sums.js';
import type { Vat } from '../../reports/report/due-data.js';
import type { Absence, CurrencyReport, ReportData } from '../../reports/report/report-data.js';
import { extent } from '../extent.js';
import { reportData } from './fixture.js';

const en = formats('en');
const fr = formats('fr');

describe('numbers', () => {
  test.each([
    ['1234567.5', '1,234,567.50', '1\u202f234\u202f567,50'],
    ['-0.01', '−0.01', '−0,01'],
    ['0.00000001', '0.00000001', '0,00000001'],
    ['12', '12.00', '12,00'],
    ['999.990', '999.99', '999,99'],
    [
      '12345678901234567890.12',
      '12,345,678,901,234,567,890.12',
      '12\u202f345\u202f678\u202f901\u202f234\u202f567\u202f890,12',
    ],
  ])('amount %s', (text, english, french) => {
    expect(en.amount(text)).toBe(english);
    expect(fr.amount(text)).toBe(french);
  });

  test.each([
    ['61.98', 'EUR', '€61.98', '61,98\u00a0€'],
    ['-3', 'USD', '−$3.00', '−3,00\u00a0$US'],
    ['5', 'PLN', 'PLN\u00a05.00', '5,00\u00a0PLN'],
  ])('money %s %s', (text, currency, english, french) => {
    expect(en.money(text, currency)).toBe(english);
    expect(fr.money(text, currency)).toBe(french);
  });

  test.each([
    ['11127.58', '11324.46', '−1.7%', '−1,7\u00a0%'],
    ['11127.58', '8960.30', '+24.2%', '+24,2\u00a0%'],
    ['144.74', '11.19', '×13', '×13'],
    ['429', '429', '0.0%', '0,0\u00a0%'],
    ['0', '5', '−100.0%', '−100,0\u00a0%'],
    [null, '5', 'gone', 'disparu'],
    ['5', null, 'new', 'nouveau'],
    [null, null, '–', '–'],
    ['5', '0', '–', '–'],
    ['5', '-0.01', '–', '–'],
  ])('change to %s from %s', (now, before, english, french) => {
    expect(en.change(now, before)).toBe(english);
    expect(fr.change(now, before)).toBe(french);
  });

  test('a difference of nothing has no sign', () => {
    expect([en.signed('0.00'), en.signed('5'), en.signed('-5')]).toEqual(['0.00', '+5.00', '−5.00']);
  });

  test('rounding is half away from zero, on the digits themselves', () => {
    expect([rounded('1.005', 2), rounded('-1.005', 2), rounded('2.5', 0), rounded('7', 2)]).toEqual([
      '1.01',
      '-1.01',
      '3',
      '7.00',
    ]);
    expect(percent('1', '3')).toBe('33.3');
    expect(percent('1', '0')).toBeUndefined();
    expect(quotient('100', 3, 2)).toBe('33.33');
  });

  test('what is no decimal number is refused, so that no NaN reaches a page', () => {
    for (const text of ['', 'NaN', '1e5', '1,5', ' 1'])
      expect(() => en.amount(text)).toThrow(/no decimal number/);
  });
});

describe('dates', () => {
  test.each([
    ['2026-11-03', '3 Nov 2026', '3 nov. 2026'],
    ['2026-10-01', '1 Oct 2026', '1er oct. 2026'],
  ])('day %s', (day, english, french) => {
    expect([en.day(day), fr.day(day)]).toEqual([english, french]);
  });

  test('month and instant, with the hour as written', () => {
    expect([en.month('2026-08'), fr.month('2026-08')]).toEqual(['August 2026', 'août 2026']);
    const instant = '2026-12-31T23:30:00+05:30';
    expect([en.time(instant), en.zone(instant), en.zone('2026-01-01T00:00:00Z')]).toEqual([
      '23:30',
      'UTC+5:30',
      'UTC',
    ]);
    expect(en.zone('2026-01-01T00:00:00-03:00')).toBe('UTC−3');
  });

  test('durations', () => {
    expect([en.duration(154), en.duration(0.2), en.duration(7322)]).toEqual([
      '2\u00a0min 34\u00a0s',
      '0\u00a0s',
      '2\u00a0h 2\u00a0min',
    ]);
  });
});

describe('words', () => {
  /** Names of all texts, at any depth. */
  const names = (value: object, path = ''): string[] =>
    Object.entries(value).flatMap(([name, member]) =>
      typeof member === 'object' && member !== null
        ? names(member, `${path}${name}.`)
        : [`${path}${name}:${typeof member}`],
    );

  test('both languages have every text', () => {
    const english = names(texts(en));
    expect(names(texts(fr))).toEqual(english);
    expect(english.length).toBeGreaterThan(200);
  });

  test('no French text is left in English, but for names', () => {
    const same = (a: object, b: object, path = ''): string[] =>
      Object.entries(a).flatMap(([name, member]) => {
        const other = (b as Record<string, unknown>)[name];
        if (typeof member === 'object' && member !== null)
          return same(member, other as object, `${path}${name}.`);
        return typeof member === 'string' && member === other && member.length > 3 ? [`${path}${name}`] : [];
      });
    const shared =
      'absent.what budgets.budget budgets.title commitments.plan compare.services date document documents forecast.position health.table lines.description links.anomalies sections.anomalies service_ total';
    expect(same(texts(en), texts(fr)).sort()).toEqual(shared.split(' '));
  });

  test('French double punctuation has a space that does not break', () => {
    const html = renderReport(reportData(), { language: 'fr' });
    const words = html.slice(html.indexOf('<body')).replace(/<script[\s\S]*?<\/script>|<[^>]+>/g, '');
    expect(words.match(/.{12} [:;?!»].{5}/g)).toBeNull();
    expect(words).toContain('« Ajustement »'.replace(/ /g, '\u00a0'));
  });
});

describe('the page', () => {
  const html = renderReport(reportData());

  test('has the figures of the month', () => {
    for (const figure of [
      '€11,127.58',
      '€123,104.45',
      '−196.88',
      '2,167.28',
      '11,065.60',
      '3,440.52',
      '462.60',
    ])
      expect(html).toContain(figure);
  });

  test('says what is not known before what is', () => {
    const places = ['Load incomplete', 'NOT LOADED', '€11,127.58'].map((text) => html.indexOf(text));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
  });

  test('names the part of the gap that has no reason', () => {
    expect(html).toContain('each part is explained below');
    const data = reportData();
    for (const document of data.proof.odd) if (document.gap === '49.99') document.reasons = [];
    expect(renderReport(data)).toContain('explained below but for 49.99');
  });

  test('asks nothing of anybody: no address, no style attribute, no handler', () => {
    expect(html).not.toMatch(/\bhttps?:|[\s"'(=]\/\/[a-z]/i);
    expect(html).not.toMatch(/<(?:link|img|iframe|object|embed|base|form)\b|url\(|@import/i);
    expect(html.replace(/<script[\s\S]*?<\/script>/g, '')).not.toMatch(/\s(?:style|on[a-z]+)=/i);
  });

  test('links only to places in itself', () => {
    const links = [...html.matchAll(/<a [^>]*href="#([^"]+)"/g)].map(([, id]) => id);
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter((id) => !html.includes(`id="${id}"`))).toEqual([]);
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test('takes the theme and the language that are asked for', () => {
    expect(renderReport(reportData(), { theme: 'dark' })).toContain('<html lang="en" data-theme="dark">');
    expect(renderReport(reportData(), { language: 'fr' })).toContain('<html lang="fr">');
    const both = renderReport(reportData(), { alternates: { fr: 'report.fr.html' } });
    expect(both).toMatch(/href="report\.fr\.html" lang="fr"/);
  });
});

const HOSTILE = '</script></style><img src=x onerror=alert(1)>"\'&\u202e\n`';

describe('sums', () => {
  test('those of the account are right', () => {
    expect(wrongSums(reportData())).toEqual([]);
  });

  /** All of them in the long run. */
  const STEP = extent(12, 1);
  /** Every amount that is a part of a sum, by its path. */
  const parts = (value: unknown, path: string[] = []): string[][] => {
    if (Array.isArray(value)) return value.flatMap((each, index) => parts(each, [...path, String(index)]));
    if (typeof value === 'object' && value !== null)
      return Object.entries(value).flatMap(([name, member]) => parts(member, [...path, name]));
    return typeof value === 'string' && /^-?\d+\.\d{2}$/.test(value) ? [path] : [];
  };
  const CHECKED =
    /^proof\.currencies|\.(?:spend|projects|tags|gpu|unmapped|vat|credits|expiring|kinds)\.|\.owed\.(?!documents\.\d+\.account)|\.comparison\.(?:total|services|accounts)|\.resources\.(?:dearest|sum)/;
  const FREE =
    /\.projects\..*services|\.usedByMonth|\.vat\.(?:rows|totals)\.\d+\.(?:computed|rounding)|\.vat\.odd|proof\.currencies\.0\.months\.\d+\.(?:tax|withTax)/;

  test('a wrong cent in any part of any sum is found, and no page is made of it', () => {
    const paths = parts(reportData()).filter(
      (path) => CHECKED.test(path.join('.')) && !FREE.test(path.join('.')),
    );
    expect(paths.length).toBeGreaterThan(600);
    const missed = paths
      .filter((_, index) => index % STEP === 0)
      .filter((path) => {
        const data = reportData();
        const holder = path
          .slice(0, -1)
          .reduce<Record<string, unknown>>(
            (at, name) => at[name] as Record<string, unknown>,
            data as unknown as Record<string, unknown>,
          );
        const name = path.at(-1) ?? '';
        holder[name] = sum([String(holder[name]), '0.01']);
        return wrongSums(data).length === 0;
      });
    expect(missed.map((path) => path.join('.'))).toEqual([]);
    const data = reportData();
    const [report] = data.currencies as [CurrencyReport];
    (report.vat as Vat).totals = (report.vat as Vat).totals.map((row) => ({ ...row, tax: '1.00' }));
    expect(() => renderReport(data)).toThrow(
      /do not add up: EUR VAT of 2026-10, tax: the parts are 2222.36, the sum is 1.00/,
    );
  });
});

describe('hostile text', () => {
  /** Every text of the data, hostile; amounts, days and codes stay. */
  function poisoned(): ReportData {
    const poison = (value: unknown, key: string): unknown => {
      if (Array.isArray(value)) return value.map((each) => poison(each, key));
      if (typeof value === 'object' && value !== null)
        return Object.fromEntries(
          Object.entries(value).map(([name, member]) => [name, poison(member, name)]),
        );
      return typeof value === 'string' && FREE.has(key) ? `${HOSTILE}${value}` : value;
    };
    return poison(reportData(), '') as ReportData;
  }
  const FREE = new Set(
    'account id name label resource description what service message problem queryId command database path source line document planCode model unit scope key value file'.split(
      ' ',
    ),
  );

  test.each(['en', 'fr'] as const)('stays text, %s', (language) => {
    const data = poisoned();
    const html = renderReport(data, { language });
    expect(html).not.toContain('<img');
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html.match(/<\/script>/g)).toHaveLength(1);
    expect(html.match(/<\/style>/g)).toHaveLength(1);
    expect(html).toContain('&lt;/script>');
    expect(html).not.toContain('\u202e');
  });

  test('the foot of printed pages cannot end its string', () => {
    expect(cssString('a"b\\c</style>é')).toBe('"a\\22 b\\5c c\\3c \\2f style\\3e é"');
  });
});

describe('sections without facts', () => {
  const SECTIONS = Object.keys(reportData().currencies[0] ?? {}).filter((name) => name !== 'currency');
  const without = (names: string[], absence: Absence): ReportData => {
    const data = reportData();
    const absences = Object.fromEntries(names.map((name) => [name, absence])) as Partial<CurrencyReport>;
    return { ...data, currencies: data.currencies.map((each) => ({ ...each, ...absences })) };
  };
  const textOf = (html: string) => html.slice(html.indexOf('<main')).replace(/<[^>]+>/g, '');

  test.each(SECTIONS)('%s says why, and the others stay', (name) => {
    const html = renderReport(
      without([name], { absent: 'not-loaded', needs: ['some_preset', 'other_preset'] }),
    );
    expect(textOf(html)).toMatch(/Not loaded\. It needs the presets some_preset, other_preset\./);
    expect(html).toContain('id="vat"');
  });

  test.each([
    ['nothing', 'There is nothing of the kind.'],
    ['refused', 'The keys lack rights: GET /me/x.'],
    ['no-file', 'It is not given: GET /me/x.'],
    ['too-short', 'There are not enough months for it yet.'],
  ] as const)('%s, of all sections at once', (absent, words) => {
    const text = textOf(renderReport(without(SECTIONS, { absent, needs: ['GET /me/x'] })));
    expect(text.split(words)).toHaveLength(SECTIONS.length + 1);
  });

  test('no document at all: a page that says so', () => {
    const data = { ...reportData(), currencies: [], notices: [] };
    data.proof = { odd: [], currencies: [], apart: [], lists: [] };
    const html = renderReport(data);
    expect(html).toContain('There is no document of October 2026.');
    expect(html).not.toContain('NaN');
  });

  test('no run recorded: the band says so', () => {
    const data = reportData();
    data.health = data.health.map((each) => ({ ...each, run: null }));
    data.notices = [{ code: 'no-run-recorded', account: 'ab12345-ovh' }];
    const html = renderReport(data);
    expect(html).toContain('No load recorded');
    expect(html).toContain('nothing says whether its tables are complete');
  });
});

describe('several currencies and accounts', () => {
  function two(): ReportData {
    const data = reportData();
    const euro = data.currencies[0] as CurrencyReport;
    return {
      ...data,
      accounts: [...data.accounts, { account: 'zz99999-ovh', region: 'ca', currency: 'CAD' }],
      health: [...data.health, { account: 'zz99999-ovh', newestDocument: null, run: null }],
      proof: {
        ...data.proof,
        currencies: [
          ...data.proof.currencies,
          ...data.proof.currencies.map((each) => ({ ...each, currency: 'CAD' })),
        ],
      },
      currencies: [euro, { ...euro, currency: 'CAD' }],
    };
  }

  test('each currency has its own sections, and no sum of both', () => {
    const html = renderReport(two());
    expect(html).toContain('id="spend"');
    expect(html).toContain('id="spend-cad"');
    expect(html).toContain('€11,127.58');
    expect(html).toContain('CA$11,127.58');
    expect(html).not.toContain('22,255.16');
    expect(html).toContain('together €61.98 and CA$61.98');
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test('rows name their account', () => {
    const html = renderReport(two());
    expect(html).toContain('2 accounts');
    expect(html).toContain('regions eu and ca');
    expect(html).toContain('>Account<');
  });
});
