// The sections of the report, as the report has them: the same facts, the same parts.
import { useMemo } from 'preact/hooks';
import { proofCounts } from '../../../reports/page/proof-counts.js';
import { AnomaliesSection } from '../../../reports/page/sections/anomalies.js';
import { CompareSection } from '../../../reports/page/sections/compare.js';
import {
  CommitmentsSection,
  CreditsSection,
  UnitCostsSection,
} from '../../../reports/page/sections/credits.js';
import { ExpiringSection } from '../../../reports/page/sections/expiring.js';
import { KindsSection } from '../../../reports/page/sections/kinds.js';
import { HealthBands, LoadDetails } from '../../../reports/page/sections/load.js';
import { OutlookSection } from '../../../reports/page/sections/outlook.js';
import { OwedSection } from '../../../reports/page/sections/owed.js';
import { ProjectsSection, TagsSection } from '../../../reports/page/sections/projects.js';
import { ProofSection } from '../../../reports/page/sections/proof.js';
import { SpendSection } from '../../../reports/page/sections/spend.js';
import { TrendSection } from '../../../reports/page/sections/trend.js';
import { AbsentSection, UnmappedSection } from '../../../reports/page/sections/unmapped.js';
import { VatSection } from '../../../reports/page/sections/vat.js';
import { currencyView, type View, viewOf } from '../../../reports/page/view.js';
import { visibleData } from '../../../reports/page/visible-data.js';
import type { CurrencyReport, ReportData } from '../../../reports/report/report-data.js';
import type { SpendAnswer } from '../../contract/spend.js';
import type { Language } from '../../ui/formats.js';
import { type Group, linksOf, type SpendSheet } from './state.js';

interface SectionsProps {
  answer: SpendAnswer;
  language: Language;
  sheet: SpendSheet;
  group: Group;
  currency: string | undefined;
  /** The service whose charges are unfolded. */
  opened: string | undefined;
}

/** Painted anew for another choice alone: what a person unfolds stays. */
export function Sections({ answer, language, sheet, group, currency, opened }: SectionsProps) {
  return useMemo(() => {
    const base = viewOf(visibleData(answer.data), language);
    const view: View = { ...base, links: linksOf(answer), opened };
    const report = view.data.currencies.find((each) => each.currency === currency);
    return (
      <>
        <HealthBands {...view} />
        {sheet === 'reconcile' && <LoadDetails {...view} />}
        {sheet === 'reconcile' && <ProofSection {...view} data={ofCurrency(view.data, report)} />}
        {report && sheet === 'spend' && <SpendOf view={view} report={report} group={group} />}
        {report && sheet === 'expiring' && <DueOf view={view} report={report} />}
      </>
    );
  }, [answer, language, sheet, group, currency, opened]);
}

/** How many documents need a look. */
export function oddCount(data: ReportData): number {
  const { odd, unchecked, notLoaded, ofAnyMonth } = proofCounts(data);
  return odd + unchecked + notLoaded + ofAnyMonth;
}

/** The sums of one currency; what is not loaded has none, so it stands with each. */
function ofCurrency(data: ReportData, report: CurrencyReport | undefined): ReportData {
  if (!report || data.currencies.length < 2) return data;
  const { proof } = data;
  const isMine = ({ currency }: { currency: string | null }) =>
    currency === null || currency === report.currency;
  return {
    ...data,
    proof: {
      ...proof,
      odd: proof.odd.filter(isMine),
      currencies: proof.currencies.filter(({ currency }) => currency === report.currency),
    },
  };
}

function SpendOf({ view, report, group }: { view: View; report: CurrencyReport; group: Group }) {
  const own = currencyView(view, report);
  const shows = (name: Group) => group === name || group === 'all';
  return (
    <>
      {shows('service') && <SpendSection {...own} />}
      {shows('project') && (
        <>
          <ProjectsSection {...own} />
          <TagsSection {...own} />
        </>
      )}
      {shows('resource') && <CompareSection {...own} />}
      {shows('service') && (
        <>
          <KindsSection {...own} />
          <TrendSection {...own} />
          <UnmappedSection {...own} />
        </>
      )}
      {shows('all') && <AbsentSection {...own} />}
    </>
  );
}

function DueOf({ view, report }: { view: View; report: CurrencyReport }) {
  const own = currencyView(view, report);
  return (
    <>
      <OutlookSection {...own} />
      <AnomaliesSection {...own} />
      <OwedSection {...own} />
      <VatSection {...own} />
      <ExpiringSection {...own} />
      <CreditsSection {...own} />
      <CommitmentsSection {...own} />
      <UnitCostsSection {...own} />
    </>
  );
}
