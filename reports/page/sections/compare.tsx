// Two months side by side: services, and the resources that moved most.
import { Head, Num, NumHead, Section, Wide } from '../../../console/ui/parts/parts.js';
import { isAbsent } from '../../report/report-data.js';
import type { ResourcePair } from '../../report/spend-data.js';
import type { CurrencyView } from '../view.js';
import { Empty } from './empty.js';
import { amountOf, differenceOf, PairTable } from './pair-table.js';

export function CompareSection(view: CurrencyView) {
  const { t, f, report, data, id } = view;
  const { comparison } = report;
  const about = t.about.compare(data.against, data.month);
  if (isAbsent(comparison))
    return (
      <Section id={id('compare')} title={t.sections.compare} about={about}>
        <Empty {...view} absence={comparison} />
      </Section>
    );
  const { resources } = comparison;
  return (
    <Section id={id('compare')} title={t.sections.compare} about={about}>
      <div class="two">
        <div>
          <h3>{t.compare.services}</h3>
          <PairTable
            {...view}
            title={t.compare.services}
            head={t.service_}
            rows={comparison.services.map((each) => ({
              ...each,
              key: `${each.kind}/${each.name}`,
              name:
                each.kind === 'unmapped' || each.kind === 'adjustment'
                  ? t.kindName(each.kind)
                  : t.service(each.name),
            }))}
            total={comparison.total}
            with={['before', 'difference']}
          />
        </div>
        <div>
          <h3>{t.compare.movers}</h3>
          <Wide label={t.compare.movers}>
            <table data-sortable>
              <thead>
                <tr>
                  <Head>{t.resource}</Head>
                  <NumHead class="no-m">{f.capital(f.monthName(data.against))}</NumHead>
                  <NumHead>{f.capital(f.monthName(data.month))}</NumHead>
                  <NumHead>{t.difference}</NumHead>
                </tr>
              </thead>
              <tbody>
                {comparison.movers.map((each) => (
                  <tr key={`${each.account}/${each.resource}/${each.service}`}>
                    <th scope="row" class="flex">
                      <ResourceName {...view} resource={each} />
                    </th>
                    <Num class="no-m">{amountOf(each.before, f)}</Num>
                    <Num>{amountOf(each.amount, f)}</Num>
                    <Num class="strong">{differenceOf(each, f)}</Num>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
          <p class="note">{t.compare.resources(resources.all, resources.created, resources.gone)}</p>
        </div>
      </div>
    </Section>
  );
}

/** Name, and in muted words project and account. */
export function ResourceName({
  resource,
  many,
  colour,
}: {
  resource: ResourceLike;
  many: boolean;
  colour?: number;
}) {
  const project = resource.project && (resource.project.name ?? resource.project.id);
  const rest = [project, many ? resource.account : null].filter((part) => part !== null);
  const name = resource.label ?? resource.resource;
  return (
    <span class="row">
      {colour !== undefined && <i class={`sw sw${colour}`} />}
      <span class="trunc" title={[name, ...rest].join(' · ')}>
        {name} {rest.length > 0 && <span class="muted">· {rest.join(' · ')}</span>}
      </span>
    </span>
  );
}

type ResourceLike = Pick<ResourcePair, 'label' | 'resource' | 'project' | 'account'>;
