// The body of a report: what its order says is read first.

import { LANGUAGES } from '../../console/ui/formats.js';
import { Icon, IconShapes } from '../../console/ui/icons.js';
import type { Alternates } from '../report/page-options.js';
import { type CurrencyReport, isAbsent } from '../report/report-data.js';
import { proofCounts } from './proof-counts.js';
import { AnomaliesSection } from './sections/anomalies.js';
import { CompareSection } from './sections/compare.js';
import { CommitmentsSection, CreditsSection, UnitCostsSection } from './sections/credits.js';
import { ExpiringSection } from './sections/expiring.js';
import { KindsSection } from './sections/kinds.js';
import { HealthBands, LoadDetails } from './sections/load.js';
import { OutlookSection } from './sections/outlook.js';
import { OwedSection } from './sections/owed.js';
import { ProjectsSection, TagsSection } from './sections/projects.js';
import { ProofSection } from './sections/proof.js';
import { SpendSection } from './sections/spend.js';
import { TrendSection } from './sections/trend.js';
import { AbsentSection, UnmappedSection } from './sections/unmapped.js';
import { VatSection } from './sections/vat.js';
import { type CurrencyView, currencyView, type View } from './view.js';

/** Addresses of the same report in other languages, where there are any. */

export function ReportPage({ view, alternates }: { view: View; alternates: Alternates }) {
  const { t, f, data } = view;
  const links = linksOf(view);
  return (
    <>
      <IconShapes />
      <a class="skip" href="#proof">
        {t.skip}
      </a>
      <div class="rep">
        <header>
          <div class="toolbar">
            <span class="brand">
              <Icon name="mark" />
              source-ovhcloud
            </span>
            <span class="grow" />
            <LanguageLinks {...view} alternates={alternates} />
            <button type="button" class="btn quiet no-m print" hidden>
              <Icon name="print" />
              {t.print}
            </button>
          </div>
          <div class="head">
            <h1>{f.capital(f.month(data.month))}</h1>
            <div class="facts">
              <span class={data.accounts.length === 1 ? 'mono' : undefined}>{accountsText(view)}</span>
              <span>{t.head.region([...new Set(data.accounts.map(({ region }) => region))])}</span>
              {data.currencies.length > 0 && (
                <span>{t.head.amounts(data.currencies.map(({ currency }) => currency))}</span>
              )}
              <span>{t.head.made(data.madeAt)}</span>
            </div>
          </div>
          <details class="tocm">
            <summary>
              <Icon name="menu" />
              {t.contents}
            </summary>
            {links.map(({ href, text }) => (
              <a key={href} href={href}>
                {text}
              </a>
            ))}
          </details>
          <HealthBands {...view} />
          <LoadDetails {...view} />
        </header>
        <nav class="toc" aria-label={t.contents}>
          {links.map(({ href, text, count, tone }) => (
            <a key={href} href={href}>
              {text}
              {count > 0 && <b class={tone}>{f.count(count)}</b>}
            </a>
          ))}
        </nav>
        <main>
          <ProofSection {...view} />
          {data.currencies.map((report) => (
            <CurrencySections key={report.currency} {...currencyView(view, report)} />
          ))}
        </main>
        <footer class="foot">
          <p>{t.foot.made(data.generator.name, data.generator.version, data.database)}</p>
          <p>{t.foot.privacy}</p>
          {data.synthetic && <p>{t.foot.synthetic}</p>}
        </footer>
      </div>
    </>
  );
}

function CurrencySections(view: CurrencyView) {
  const { data, report, id } = view;
  // A currency in which something is owed, and nothing is spent: its spend says so, once.
  const isSpent = data.currencies[0] === report || !isAbsent(report.comparison);
  return (
    <>
      {data.currencies.length > 1 && (
        <h2 class="book" id={id('book')}>
          {report.currency}
        </h2>
      )}
      <SpendSection {...view} />
      {isSpent && (
        <>
          <CompareSection {...view} />
          <KindsSection {...view} />
          <ProjectsSection {...view} />
        </>
      )}
      <TagsSection {...view} />
      <TrendSection {...view} />
      <OutlookSection {...view} />
      <AnomaliesSection {...view} />
      <UnmappedSection {...view} />
      <OwedSection {...view} />
      <VatSection {...view} />
      <ExpiringSection {...view} />
      <CreditsSection {...view} />
      <CommitmentsSection {...view} />
      <UnitCostsSection {...view} />
      <AbsentSection {...view} />
    </>
  );
}

export function accountsText({ data, t }: View): string {
  const [only, ...others] = data.accounts;
  return only !== undefined && others.length === 0 ? only.account : t.head.accounts(data.accounts.length);
}

interface Link {
  href: string;
  text: string;
  /** How many things need a look. */
  count: number;
  tone?: string;
}

/** Sections of the first currency, and one link for each other. */
function linksOf({ data, t }: View): Link[] {
  const counts = proofCounts(data);
  const missing = counts.notLoaded + counts.ofAnyMonth;
  const proof: Link = {
    href: '#proof',
    text: t.links.proof,
    count: counts.odd + counts.unchecked + missing,
    tone: missing > 0 ? 'bad' : 'warn',
  };
  const [first, ...others] = data.currencies;
  if (first === undefined) return [proof];
  const optional: [keyof typeof t.links, keyof CurrencyReport][] = [
    ['tags', 'tags'],
    ['unmapped', 'unmapped'],
    ['commitments', 'commitments'],
    ['units', 'unitCosts'],
  ];
  const left = new Set(
    optional.filter(([, section]) => isAbsent(first[section] as object)).map(([name]) => name),
  );
  const order: (keyof typeof t.links)[] = [
    'spend',
    'compare',
    'kinds',
    'projects',
    'tags',
    'trend',
    'outlook',
    'anomalies',
    'unmapped',
    'owed',
    'vat',
    'expiring',
    'credits',
    'commitments',
    'units',
  ];
  const anomalies = isAbsent(first.anomalies) ? 0 : first.anomalies.rows.length;
  return [
    proof,
    ...order
      .filter((name) => !left.has(name))
      .map((name) => ({
        href: `#${name}`,
        text: t.links[name],
        count: name === 'anomalies' ? anomalies : 0,
      })),
    ...others.map(({ currency }) => ({ href: `#book-${currency.toLowerCase()}`, text: currency, count: 0 })),
  ];
}

function LanguageLinks({ t, f, alternates }: View & { alternates: Alternates }) {
  const others = LANGUAGES.filter(
    (language) => language === f.language || alternates[language] !== undefined,
  );
  if (others.length < 2) return null;
  return (
    <nav class="seg" aria-label={t.languages}>
      {others.map((language) => (
        <a
          key={language}
          href={language === f.language ? '#proof' : alternates[language]}
          lang={language}
          hreflang={language}
          aria-current={language === f.language ? 'page' : undefined}
        >
          {language.toUpperCase()}
        </a>
      ))}
    </nav>
  );
}
