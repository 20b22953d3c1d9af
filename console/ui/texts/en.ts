// English. One file for each language; the compiler holds the others to the members of this one.
import type { Formats } from '../formats.js';
import { isZero } from '../numbers.js';
import { code, type Rich, rich } from '../parts/rich.js';
import type {
  AbsenceFact,
  ApartFact,
  GapFact,
  LedgerFact,
  NoticeFact,
  OddFact,
  ProofFacts,
  ScopeFact,
} from './facts.js';

const KINDS: Record<string, string> = {
  compute: 'Compute',
  storage: 'Storage',
  network: 'Network',
  database: 'Databases',
  containers: 'Containers',
  ai: 'AI and machine learning',
  web: 'Web and domains',
  communication: 'Telephony and messages',
  licences: 'Licences',
  backup: 'Backup',
  security: 'Security',
  support: 'Support',
  other: 'Other services',
  unmapped: 'Unmapped',
  adjustment: 'Adjustment',
};

const RESOURCE_KINDS: Record<string, string> = {
  'public-cloud': 'Public Cloud',
  dedicated: 'Dedicated servers',
  vps: 'VPS',
  hosting: 'Web hosting',
  storage: 'Storage',
  'load-balancer': 'Load balancers',
  ip: 'IP addresses',
  domain: 'Domains',
  'private-cloud-host': 'Private cloud: hosts',
  'private-cloud-datastore': 'Private cloud: datastores',
  'private-cloud': 'Private cloud: other',
  telephony: 'Telephony and SMS',
  licence: 'Licences',
  network: 'Networks',
  other: 'Other',
};

const UNITS: Record<string, [string, string]> = {
  Y: ['year', 'years'],
  M: ['month', 'months'],
  W: ['week', 'weeks'],
  D: ['day', 'days'],
};

export type Texts = ReturnType<typeof english>;

export function english(f: Formats) {
  const n = (count: number, one: string, many: string) => `${f.count(count)} ${count === 1 ? one : many}`;
  const documents = (count: number) => n(count, 'document', 'documents');
  const small = (count: number) =>
    ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'][count] ??
    f.count(count);
  const moneys = (amounts: { amount: string; currency: string }[]) =>
    f.list(amounts.map(({ amount, currency }) => f.money(amount, currency)));

  const gapReason = (reason: GapFact, currency: string | null): Rich => {
    if (reason.code === 'empty-list')
      return rich`The API names no line of this document. It is counted in full.`;
    if (reason.code === 'rounding')
      return rich`${n(reason.lines, 'line', 'lines')}, each rounded to the cent, the total once.`;
    if (reason.code === 'tax-rounding') return rich`Tax is rounded on each line here, and once on the total.`;
    if (reason.code === 'other-currency') return rich`Some of its lines are in another currency.`;
    const named = 'first' in reason && reason.first !== null ? rich`: ${code(reason.first)}` : [];
    if (reason.code === 'lines-not-loaded')
      return rich`${f.count(reason.count)} of ${n(reason.of, 'line is', 'lines are')} not loaded${named}.${reason.problem === '' ? '' : rich` ${code(reason.problem)}`}`;
    if (reason.code === 'rejected-lines') {
      const amount =
        reason.amount === null || currency === null ? '' : `, ${f.money(reason.amount, currency)} in all`;
      return rich`${f.count(reason.count)} of ${n(reason.of, 'line', 'lines')} could not become ${reason.count === 1 ? 'a row' : 'rows'}${named}${amount}: ${code(reason.message)}. ${reason.exact ? 'It is exactly the gap.' : ''}`;
    }
    if (reason.code === 'rejected')
      return rich`It came, and could not become a row${reason.problem === '' ? '' : rich`: ${code(reason.problem)}`}.`;
    const query = reason.queryId === null ? '' : rich`, query id ${code(reason.queryId)}`;
    const problem = reason.problem === '' ? '' : rich` ${code(reason.problem)}${query}.`;
    if (reason.code === 'failed')
      return rich`The API answered ${reason.attempts === null ? '' : `${n(reason.attempts, 'time', 'times')} `}with an error.${problem}`;
    if (reason.code === 'refused') return rich`The keys lack the right to read it.${problem}`;
    if (reason.code === 'expired') return rich`The API says that its service has expired.${problem}`;
    return rich`The API listed it, and then answered that there is none.${problem}`;
  };

  return {
    language: 'en',
    languageName: 'English',
    skip: 'Skip to content',
    contents: 'Contents',
    languages: 'Language',
    print: 'Print',
    sort: 'Sort by this column',
    total: 'Total',
    exactText: 'exact text',
    month: 'Month',
    account: 'Account',
    currency: 'Currency',
    state: 'State',
    document: 'Document',
    documents: 'Documents',
    documentsCount: documents,
    date: 'Date',
    withoutTax: 'Without tax',
    withTax: 'With tax',
    linesSum: 'Sum of lines',
    gap: 'Gap',
    tax: 'Tax',
    change: 'Change',
    difference: 'Difference',
    share: 'Share',
    service_: 'Service',
    resource: 'Resource',
    resources: 'Resources',
    project: 'Project',
    projectId: 'Project id',
    label: 'Label',
    kind: 'Kind',
    inProportion: 'In proportion',
    unknown: 'unknown',
    moreRows: (count: number) =>
      `${n(count, 'row', 'rows')} more: they stand in the files of --csv and --xlsx.`,
    inDays: (days: number) => (days === 0 ? 'today' : `in ${n(days, 'day', 'days')}`),
    duration: (text: string) => {
      const [, count = '', unit = ''] = /^P(\d+)([YMWD])$/.exec(text) ?? [];
      const names = UNITS[unit];
      return names ? n(Number(count), names[0], names[1]) : text;
    },
    title: (month: string, accounts: string) => `${f.month(month)} · ${accounts} · source-ovhcloud`,
    head: {
      region: (regions: string[]) => `${regions.length === 1 ? 'region' : 'regions'} ${f.list(regions)}`,
      accounts: (count: number) => n(count, 'account', 'accounts'),
      amounts: (currencies: string[]) =>
        `amounts in ${f.list(currencies)}${currencies.length > 1 ? ', never added to each other' : ''}, without tax unless stated`,
      made: (instant: string) =>
        `made on ${f.day(instant.slice(0, 10))}, ${f.time(instant)} ${f.zone(instant)}`,
    },
    sections: {
      proof: 'Proof',
      spend: 'Spend',
      compare: 'Comparison',
      kinds: 'Kinds',
      projects: 'Projects and resources',
      tags: 'Tags',
      trend: 'Trend',
      outlook: 'Outlook',
      anomalies: 'Anomalies',
      owed: 'Owed',
      vat: 'VAT',
      expiring: 'Expiring',
      credits: 'Credits left',
      commitments: 'Commitments',
      units: 'Unit costs',
      unmapped: 'Unmapped',
      absent: 'Not in this report',
    },
    /** Short forms for the contents. */
    links: {
      proof: 'Proof',
      spend: 'Spend',
      compare: 'Comparison',
      kinds: 'Kinds',
      projects: 'Projects',
      tags: 'Tags',
      trend: 'Trend',
      outlook: 'Outlook',
      anomalies: 'Anomalies',
      owed: 'Owed',
      vat: 'VAT',
      expiring: 'Expiring',
      credits: 'Credits',
      commitments: 'Commitments',
      units: 'Units',
      unmapped: 'Unmapped',
    },
    about: {
      proof: 'does every document add up?',
      spend: 'by month and service',
      compare: (before: string, now: string) => `${f.month(before)} and ${f.month(now)} side by side`,
      kinds: 'of service and of resource',
      against: (now: string, before: string) => `${f.monthName(now)} against ${f.monthName(before)}`,
      trend: (months: number) => (months === 0 ? '' : n(months, 'month', 'months')),
      anomalies: (floor: string) => `far from their own past, and by more than ${floor}`,
      owed: (day: string) => `with tax, on ${day}`,
      vat: 'by rate, bills and corrective invoices less refunds',
      expiring: (days: number) => `within ${n(days, 'day', 'days')}`,
      commitments: 'savings plans against what they could cover',
      units: 'spend divided by your own quantities',
      unmapped: (lines: number) => `${n(lines, 'line', 'lines')} that no rule gives a service`,
    },
    absence: ({ absent, needs }: AbsenceFact, what?: string): Rich => {
      const subject = what === undefined ? '' : `${what}: `;
      const list = needs.flatMap((each, index): Rich => [index === 0 ? '' : ', ', code(each)]);
      if (absent === 'nothing') return rich`${subject}There is nothing of the kind.`;
      if (absent === 'too-short') return rich`${subject}There are not enough months for it yet.`;
      if (absent === 'no-file') return rich`${subject}It is not given: ${list}.`;
      if (absent === 'refused') return rich`${subject}The keys lack rights: ${list}.`;
      return rich`${subject}Not loaded. It needs ${needs.length === 1 ? 'the preset' : 'the presets'} ${list}.`;
    },
    health: {
      table: 'Table',
      path: 'Path',
      outcome: { complete: 'Load complete', incomplete: 'Load incomplete', failed: 'Load failed' },
      noRun: 'No load recorded',
      objects: (missing: number, listed: number, accepted: number) => {
        const known = accepted === 0 ? '' : `, ${f.count(accepted)} accepted by the configuration`;
        return missing === 0
          ? `all of ${n(listed, 'object', 'objects')} loaded or accounted for`
          : `${f.count(missing)} of ${n(listed, 'object', 'objects')} ${missing === 1 ? 'is' : 'are'} not loaded${known}`;
      },
      later: {
        retry: (brought: number) => `Since then a retry made up for ${n(brought, 'object', 'objects')}: run`,
        replay: (brought: number) =>
          `Since then a replay made rows of ${n(brought, 'dead letter', 'dead letters')}: run`,
      },
      newest: (day: string) => `newest document ${day}`,
      calls: (calls: number, time: string) => `${n(calls, 'call', 'calls')} in ${time}`,
      run: 'run',
      otherAccounts: (count: number, fine: boolean) =>
        `${n(count, 'other account', 'other accounts')}${fine ? ', complete' : ', some of them incomplete'}`,
      details: 'What was read',
      equation: (ledger: LedgerFact): Rich => equationOf(f, ledger, (state) => english(f).ledger[state]),
      source: 'Source object',
      notLoaded: 'Not loaded',
      missingNow: 'Missing now',
      rows: 'Rows now',
      restsOn: 'Complete, because',
      wholeSources: (count: number) => n(count, 'whole source object', 'whole source objects'),
    },
    ledger: {
      listed: 'listed',
      loaded: 'loaded',
      known: 'known',
      absent: 'absent',
      gone: 'gone',
      expired: 'expired',
      refused: 'refused',
      rejected: 'rejected',
      failed: 'failed',
    },
    listProof: {
      single: 'each was asked for by itself',
      reply: 'one reply had the whole list',
      ids: 'one reply had all ids',
      cursor: 'pages until the API named no next',
      pages: 'pages until one was empty',
    },
    notice: (notice: NoticeFact, many: boolean): string => {
      const of = (account: string) => (many ? ` of ${account}` : '');
      if (notice.code === 'month-in-progress')
        return `The month is not over: its sums hold documents up to ${f.day(notice.through)}.`;
      if (notice.code === 'loaded-before-month-end')
        return `The last complete load${of(notice.account)} began on ${f.day(notice.loadedAt.slice(0, 10))}, before the month was over: later documents of the month are missing.`;
      if (notice.code === 'no-run-recorded')
        return `The database records no run${of(notice.account)}, so nothing says whether its tables are complete.`;
      if (notice.code === 'no-documents') return `${notice.account} has no document in these months.`;
      const { sources, count } = notice;
      const shown =
        sources.length > 4
          ? [...sources.slice(0, 3), `${f.count(sources.length - 3)} more source objects`]
          : sources;
      const it = count === 1 ? 'it' : 'them';
      return `${n(count, 'object', 'objects')} of ${f.list(shown)}${of(notice.account)} ${count === 1 ? 'is' : 'are'} not loaded: the sum of the documents does not need ${it}, sections that rest on ${it} may lack rows.`;
    },
    proof: {
      taxGap: 'Tax gap',
      command: 'Command',
      documentsByMonth: 'Documents by month',
      apartTitle: 'Apart, in no sum',
      noDocuments: (month: string) => `There is no document of ${month}.`,
      lead: (facts: ProofFacts): string => {
        const { loaded, exact, gaps, noLines, taxGaps, odd, unchecked, notLoaded, ofAnyMonth, gapAmounts } =
          facts;
        const missing =
          ofAnyMonth === 0
            ? ''
            : ` ${f.capital(small(ofAnyMonth))} more that the API lists ${ofAnyMonth === 1 ? 'is' : 'are'} not loaded, of unknown month.`;
        const first =
          notLoaded > 0
            ? `${f.count(loaded)} of ${documents(facts.documents)} ${loaded === 1 ? 'is' : 'are'} loaded`
            : `${n(loaded, 'document of the month is', 'documents of the month are')} loaded`;
        if (unchecked > 0 && unchecked === loaded)
          return `${first}. None can be checked, because no lines are loaded.${missing}`;
        if (odd === 0 && unchecked === 0)
          return `${first}${notLoaded === 0 ? ', and ' : '. '}${loaded === 1 ? 'it adds' : 'each adds'} up to the last digit.${missing}`;
        const kinds = [
          gaps > 0 && `${f.count(gaps)} ${gaps === 1 ? 'has' : 'have'} a gap`,
          noLines > 0 && `${f.count(noLines)} came without lines`,
          taxGaps > 0 && `${f.count(taxGaps)} ${taxGaps === 1 ? 'has' : 'have'} tax that does not add up`,
          unchecked > 0 && `${f.count(unchecked)} cannot be checked without lines`,
        ].filter((each) => each !== false);
        const sums =
          gapAmounts.length === 0 ? '' : `, ${kinds.length > 1 ? 'together ' : ''}${moneys(gapAmounts)}`;
        const adjustment =
          gapAmounts.length === 0
            ? 'The reasons are below.'
            : `The reasons are below, and the ${moneys(gapAmounts)} stand as “Adjustment” in every sum of this page.`;
        return `${first}. ${f.count(exact)} ${exact === 1 ? 'adds' : 'add'} up to the last digit; ${f.list(kinds)}${sums}.${missing} ${adjustment}`;
      },
      documentsOfMonth: 'Documents of the month',
      loadedNote: (missing: number, ofAnyMonth: number): string => {
        if (missing > 0) return `${f.count(missing)} more not loaded`;
        return ofAnyMonth > 0 ? `${f.count(ofAnyMonth)} more of unknown month not loaded` : 'all loaded';
      },
      sumOfDocuments: 'Sum of the documents',
      sumOfDocumentsNote: 'totals without tax, as OVHcloud gives them',
      sumOfLines: 'Sum of their lines',
      sumOfLinesNote: (lines: number) => `${n(lines, 'line', 'lines')}, added exactly`,
      gap: 'Gap',
      gapNote: (none: boolean, unexplained: string | null): string => {
        if (none) return 'every document equals its lines';
        return unexplained === null
          ? 'each part is explained below'
          : `explained below but for ${unexplained}`;
      },
      exact: (count: number) => `${f.count(count)} exact to the last digit`,
      withGap: ({ gaps, noLines, taxGaps }: ProofFacts) =>
        f.list(
          [
            gaps > 0 && `${f.count(gaps)} with a gap`,
            noLines > 0 && `${f.count(noLines)} without lines`,
            taxGaps > 0 && `${f.count(taxGaps)} with a gap in tax`,
          ].filter((each) => each !== false),
        ),
      notLoadedState: (count: number, ofAnyMonth: number) =>
        `${f.count(count)} not loaded: amount ${ofAnyMonth > 0 ? 'and month ' : ''}unknown, in no sum`,
      uncheckedState: (count: number) => `${f.count(count)} without loaded lines: cannot be checked`,
      theOdd: (count: number) => (count === 1 ? 'The one that does not' : `The ${small(count)} that do not`),
      why: 'Why, and what to do',
      noLine: 'no line',
      states: { 'not-loaded': 'NOT LOADED', 'no-lines': 'NO LINES', gap: 'GAP', 'tax-gap': 'TAX GAP' },
      reasons: ({ reasons, currency, command, state }: OddFact): Rich => {
        if (reasons.length === 0)
          return state === 'not-loaded'
            ? rich`The ledger names no reason.`
            : rich`No reason was found: compare the document at OVHcloud with its lines.`;
        const sentences = reasons.flatMap(
          (each, index): Rich => [index === 0 ? '' : ' ', ...gapReason(each, currency)],
        );
        return command === null && state !== 'not-loaded' ? [...sentences, ' Nothing to do.'] : sentences;
      },
      byKind: 'All of them, by kind',
      kind: 'Kind',
      exactHead: 'Exact',
      spendOfMonth: 'Spend of the month',
      foreignLines: (amount: string) =>
        `${amount} of lines stand on documents in another currency: they are in the spend of this one, and in no sum of this table.`,
      byMonth: (currency: string) => `The same by month (${currency})`,
      apart: (apart: ApartFact[]): string => {
        const prepayments = apart.filter(({ why }) => why === 'prepayment');
        const points = apart.filter(({ why }) => why === 'points');
        const names = (some: ApartFact[]) =>
          `${some
            .slice(0, 3)
            .map(({ id }) => id)
            .join(', ')}${some.length > 3 ? ' …' : ''}`;
        return `Apart, and in no sum: ${f.list(
          [
            prepayments.length > 0 &&
              `${n(prepayments.length, 'prepayment', 'prepayments')} (${names(prepayments)}; its use is billed elsewhere)`,
            points.length > 0 &&
              `${documents(points.length)} in “${points[0]?.currency ?? ''}” (${names(points)})`,
          ].filter((each) => each !== false),
        )}.`;
      },
      restsOn: (paths: string[], ids: number, when: string, whole: boolean): string =>
        `Rests on the lists of ${f.list(paths)}, read ${whole ? 'whole ' : 'by numbered pages '}on ${when}: ${ids === 1 ? 'its one id is' : `each of their ${f.count(ids)} ids is`} in a table or in the ledger.`,
    },
    documentKinds: { bill: 'Bills', corrective: 'Corrective invoices', refund: 'Refunds' },
    spend: {
      onMonth: (month: string, sameYear: boolean) => `on ${sameYear ? f.monthName(month) : f.month(month)}`,
      twelveMonths: '12 months',
      byService: 'By service and month',
      openRow: 'open a row for its resources',
      other: 'Other',
      note: 'Spend is bills plus corrective invoices less refunds, without tax, in the month of the document’s date. Services come from the resource of each line and from plan codes, never from words of its description. Unmapped: lines that no rule gives a service. Adjustment: documents less their lines.',
      chart: (facts: {
        months: number;
        first: string;
        firstAmount: string;
        last: string;
        lastAmount: string;
      }) =>
        facts.months === 1
          ? `One column: ${facts.lastAmount} in ${facts.last}.`
          : `Stacked columns of ${facts.months} months: from ${facts.firstAmount} in ${facts.first} to ${facts.lastAmount} in ${facts.last}.`,
      chartForecast: (month: string, amount: string) => `Forecast for ${month}: ${amount}.`,
      sameFigures: 'The same figures stand in the table below.',
      forecast: 'forecast',
      forecastLegend: (methods: number) =>
        methods === 1 ? 'forecast' : `forecast, with the range of ${small(methods)} methods`,
      resourcesOf: (name: string) => `Resources of ${name}`,
      others: (count: number) => n(count, 'other', 'others'),
      hiddenMonths: (count: number) =>
        `${count === 1 ? 'The oldest month does' : `The ${small(count)} oldest months do`} not fit here; Trend has ${count === 1 ? 'it' : 'them'}.`,
      byAccount: 'By account',
    },
    lines: {
      title: (month: string) => `${month}, down to the lines`,
      about: 'open a service, then a resource',
      filter: 'Filter by resource or project',
      rest: (count: number) =>
        `${n(count, 'other resource', 'other resources')}: their lines stand in the files of --csv`,
      count: (count: number) => n(count, 'line', 'lines'),
      line: 'Line',
      description: 'Description',
      period: 'Period',
      from: 'From',
      to: 'To',
      quantity: 'Quantity',
      fromTo: (from: string | null, to: string | null) => {
        if (from === null && to === null) return '–';
        if (from === null || to === null) return f.day(from ?? to ?? '');
        return `${f.dayMonth(from)} to ${f.day(to)}`;
      },
      more: (count: number) => n(count, 'other line', 'other lines'),
    },
    kindName: (kind: string): string => KINDS[kind] ?? kind,
    resourceKind: (kind: string): string => RESOURCE_KINDS[kind] ?? kind,
    service: (name: string): string => name,
    balanceType: (type: string): string =>
      ({ voucher: 'Voucher', prepaid: 'Prepaid account', deposit: 'Deposit', bonus: 'Bonus' })[
        type.toLowerCase()
      ] ?? type,
    kindTables: { services: 'Kinds of service', resources: 'Kinds of resource' },
    gpu: { title: 'GPU by model and project', model: 'Model', hours: 'Hours' },
    compare: {
      services: 'Services',
      movers: 'What moved most',
      resources: (all: number, created: number, gone: number) =>
        `${n(all, 'resource', 'resources')} with a charge in one of the two months: ${f.count(created)} new, ${f.count(gone)} gone.`,
    },
    projects: {
      byProject: 'By project',
      madeOf: 'Made of',
      outside: 'Outside of projects',
      dearest: (count: number) => (count < 2 ? 'The dearest' : `The ${small(count)} dearest`),
      these: (count: number, share: string) =>
        `${count === 1 ? 'This one' : `These ${small(count)}`}, ${share}`,
    },
    tags: {
      tag: 'Tag',
      value: 'Value',
      untagged: 'without this tag',
      note: 'Tags are those that the resources have now; a resource that is gone has none.',
    },
    trend: {
      chart: (months: number, first: string, last: string) =>
        `${months === 1 ? 'A column of 1 month' : `Columns of ${f.count(months)} months`}, ${first} to ${last}. The same figures stand in the table below.`,
      span: 'Months',
      sum: 'Sum',
      mean: 'Mean of a month',
      least: 'Least',
      most: 'Most',
      change: 'On the same span before',
      lastMonths: (count: number) => `last ${f.count(count)}`,
      note: 'Means are rounded to the cent; sums are exact.',
      table: 'Month by month',
    },
    forecast: {
      lastMonth: 'Last month',
      lastForecast: 'Its forecast',
      lastActual: 'What came',
      method: 'Method',
      position: 'Position',
      on: (month: string) => `on ${f.monthName(month)}`,
      error: 'Error last month',
      methods: {
        ovhcloud: (_through: string | null): string => 'OVHcloud’s own forecast',
        'run-rate': (through: string | null): string =>
          through === null ? 'Run rate' : `Run rate of ${n(Number(through.slice(8, 10)), 'day', 'days')}`,
        'three-month-mean': (_through: string | null): string => 'Mean of three months',
      },
      why: {
        'no-own-forecast': 'not given',
        'too-few-months': 'too few months',
        'no-days': 'no day yet',
      },
      toDate: (amount: string, day: string) => `${amount} so far, up to ${day}.`,
      note: 'Dots: forecast; lines: the range, should last month’s error of the method come again. OVHcloud forecasts the usage of projects in the month, which it bills in the next one.',
    },
    budgets: {
      thresholds: 'Thresholds',
      title: 'Budgets',
      budget: 'Budget',
      scope: 'Of',
      used: 'Used',
      limit: 'A month',
      part: 'Used',
      expected: 'Expected',
      over: 'over the budget',
      within: 'within',
      reached: (threshold: number) => `past ${f.percentage(String(threshold))}`,
      of: (scope: ScopeFact): string => {
        const parts = [
          scope.account && `account ${scope.account}`,
          scope.project && `project ${scope.project}`,
          scope.service && scope.service,
          scope.tag && `tag ${scope.tag}`,
        ].filter((each) => each !== undefined && each !== '');
        return parts.length === 0 ? 'everything' : parts.join(', ');
      },
      note: (file: string) => `Marks on the meter: thresholds. Budgets and thresholds are in ${file}.`,
    },
    anomalies: {
      none: 'No resource is far from its own past.',
      months: (count: number) => n(count, 'month', 'months'),
      usual: 'Usual',
      note: (threshold: string, below: number, floor: string) =>
        `z: distance from the median of the months before, in robust deviations (1.4826 × MAD); reported from ${threshold} on.${below === 0 ? '' : ` ${f.capital(small(below))} more ${below === 1 ? 'was' : 'were'} below the floor of ${floor}.`}`,
    },
    owed: {
      daysLate: 'Days late',
      paymentsTitle: 'Payments of the month',
      byAge: 'Open amounts by age',
      ages: {
        'not-due': 'Not due yet',
        'due-now': 'Due now',
        '1-30': '1 to 30 days late',
        '31-60': '31 to 60 days late',
        'over-60': 'over 60 days late',
      },
      none: 'Everything is paid.',
      due: 'Due',
      dueNow: 'due now',
      age: 'Age',
      paid: 'Paid',
      open: 'Open',
      late: (days: number) => `${n(days, 'day', 'days')} late`,
      month: (month: string, facts: { withTax: string; paid: string; open: string; credited: string }) => {
        const credited = isZero(facts.credited)
          ? ''
          : ` ${facts.credited.startsWith('-') ? '−' : '+'} ${f.amount(facts.credited.replace('-', ''))} of refunds and corrections`;
        return `${f.capital(f.monthName(month))}, with tax: ${f.amount(facts.withTax)} = ${f.amount(facts.paid)} paid + ${f.amount(facts.open)} open${credited}.`;
      },
      payments: (count: number, amount: string) =>
        `${n(count, 'payment', 'payments')} of the month, ${amount}`,
      method: 'Method',
      amount: 'Amount',
    },
    vat: {
      rate: 'Rate',
      noRate: 'other',
      computed: 'Rate × base',
      rounding: 'Rounding',
      note: 'Each document rounds its tax to the cent, so the sums differ from rate × base by less than a cent a document.',
      odd: (ids: string[], count: number) =>
        `${count === 1 ? 'One differs' : `${f.capital(small(count))} differ`} by a cent or more: ${ids.join(', ')}${count > ids.length ? ' …' : ''}.`,
      before: 'The months before',
    },
    expiring: {
      none: (days: number) => `No service ends within ${n(days, 'day', 'days')}.`,
      ends: 'Ends',
      what: 'What',
      renewal: 'Renewal',
      price: 'Price',
      renewals: { automatic: 'automatic', manual: 'by hand', none: 'none' },
      ifAll: 'If all are renewed',
      unpriced: (count: number) =>
        `The price of ${n(count, 'service', 'services')} is not known and in no sum.`,
    },
    credits: {
      balance: 'Balance',
      used: 'Used',
      given: 'Given',
      left: 'Left',
      usedUp: 'Used up, at this pace',
      byMonth: (months: number) => `Used in ${n(months, 'month', 'months')}`,
      never: 'never',
      notUsed: 'not used',
      note: 'Paying from a balance is a payment, not a discount: it lowers what is owed, not what is spent.',
    },
    commitments: {
      eligible: 'Could be covered',
      eligibleNote: 'usage at its price without a plan',
      covered: 'Covered',
      coverage: (share: string) => `${share} of it`,
      paid: 'Paid for plans',
      paidNote: 'in this month',
      plan: 'Plan',
      size: 'Size',
      from: 'From',
      price: 'A month',
    },
    units: {
      unit: 'Unit',
      scope: 'Of',
      everything: 'everything',
      quantity: 'Quantity',
      amount: 'Spend',
      cost: 'Cost of one',
      before: 'Month before',
    },
    unmapped: {
      planCode: 'Plan code',
      lines: 'Lines',
      note: 'Rules for services can be added in the configuration, by pattern of the resource or by plan code.',
    },
    absent: {
      what: 'Section',
      why: 'Why',
      needs: 'Needs',
      names: {
        tags: 'Tags',
        gpu: 'GPU by model and project',
        commitments: 'Commitments',
        unitCosts: 'Unit costs',
        unmapped: 'Unmapped charges',
      },
    },
    foot: {
      made: (name: string, version: string, database: string) =>
        `Made by ${name} ${version} from ${database}, with the views of its mart: the same question in SQL gives the same digits.`,
      privacy:
        'One file without any request to outside. It contains amounts, document ids and service names of the account; no address, no key, no link to an invoice.',
      synthetic: 'Synthetic figures: this account does not exist.',
    },
  };
}

/** `25,826 listed = 25,823 loaded + 3 failed`: what there is none of is left out. */
export function equationOf(
  f: Formats,
  ledger: LedgerFact,
  name: (state: keyof LedgerFact, count: number) => string,
): Rich {
  const { listed, ...states } = ledger;
  const parts = Object.entries(states).filter(([, count]) => count > 0);
  const right = parts
    .map(([state, count]) => `${f.count(count)} ${name(state as keyof LedgerFact, count)}`)
    .join(' + ');
  return rich`${f.count(listed)} ${name('listed', listed)} = ${right === '' ? '0' : right}`;
}
