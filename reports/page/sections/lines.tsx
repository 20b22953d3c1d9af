// Down to the lines: services, their resources, and the lines of a resource, each folded until it is asked for.
import { Icon } from '../../../console/ui/icons.js';
import { isNegative } from '../../../console/ui/numbers.js';
import { Head, Num, NumHead } from '../../../console/ui/parts/parts.js';
import type { MonthlySpend, SpendResource } from '../../report/spend-data.js';
import type { Palette } from '../palette.js';
import type { CurrencyView } from '../view.js';
import { resourceName } from './matrix.js';

export function LinesOfMonth(props: CurrencyView & { spend: MonthlySpend; palette: Palette }) {
  const { spend, palette, t, f, data } = props;
  const services = spend.kinds.flatMap(({ kind, services: all }) =>
    all
      .filter(({ resources }) => resources.some(({ lines }) => lines.length > 0))
      .map((service) => ({ kind, service })),
  );
  if (services.length === 0) return null;
  return (
    <div class="lines noprint" data-filterable={t.lines.filter}>
      <h3>
        {t.lines.title(f.month(data.month))} <small>{t.lines.about}</small>
      </h3>
      {services.map(({ kind, service }) => (
        <details class="service" key={`${kind}/${service.name}`} open={props.opened === service.name}>
          <summary>
            <Icon name="right" />
            <i class={`sw sw${palette.colourOf(kind, service.name)}`} />
            <span class="grow">{kind === 'unmapped' ? t.kindName(kind) : t.service(service.name)}</span>
            <span class="n">{amountOf(service.amounts.at(-1) ?? null, f)}</span>
          </summary>
          {service.resources
            .filter(({ lines }) => lines.length > 0)
            .map((resource) => (
              <ResourceLines key={resourceName(resource, true)} {...props} resource={resource} />
            ))}
          {service.rest && (
            <p class="rest">
              <span class="grow">{t.lines.rest(service.rest.resources)}</span>
              <span class="n">{amountOf(service.rest.amounts.at(-1) ?? null, f)}</span>
            </p>
          )}
        </details>
      ))}
    </div>
  );
}

function ResourceLines({ resource, t, f, many, links }: CurrencyView & { resource: SpendResource }) {
  const { lines, moreLines } = resource;
  return (
    <details class="resource" data-words={resourceName(resource, many)}>
      <summary>
        <Icon name="right" />
        <span class="grow trunc">{resourceName(resource, many)}</span>
        <span class="muted no-m">{t.lines.count(lines.length + (moreLines?.count ?? 0))}</span>
        <span class="n">{amountOf(resource.amounts.at(-1) ?? null, f)}</span>
      </summary>
      <table class="rec">
        <thead>
          <tr>
            <Head>{t.lines.line}</Head>
            <Head class="no-m">{t.date}</Head>
            <Head>{t.lines.description}</Head>
            <Head class="no-m">{t.lines.period}</Head>
            <NumHead class="no-m">{t.lines.quantity}</NumHead>
            <NumHead>{t.withoutTax}</NumHead>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.document}/${line.line}`}>
              <th scope="row" class="mono nw" title={line.document}>
                {links ? (
                  <a
                    href={links.document(
                      resource.account,
                      line.document,
                      isNegative(line.amount) ? 'refund' : 'bill',
                    )}
                  >
                    {line.line}
                  </a>
                ) : (
                  line.line
                )}
              </th>
              <td class="no-m nw">{f.dayMonth(line.day)}</td>
              <td class="words full last">{line.description}</td>
              <td class="no-m nw">{t.lines.fromTo(line.from, line.to)}</td>
              <Num class="no-m">{line.quantity ?? '–'}</Num>
              <Num>{f.amount(line.amount)}</Num>
            </tr>
          ))}
          {moreLines && (
            <tr class="sub">
              <th scope="row">{t.lines.more(moreLines.count)}</th>
              <td class="no-m" />
              <td class="no-m" />
              <td class="no-m" />
              <td class="no-m" />
              <Num>{f.amount(moreLines.amount)}</Num>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t.total}</th>
            <td class="no-m" />
            <td class="no-m" />
            <td class="no-m" />
            <td class="no-m" />
            <Num>{amountOf(resource.amounts.at(-1) ?? null, f)}</Num>
          </tr>
        </tfoot>
      </table>
    </details>
  );
}

function amountOf(amount: string | null, f: CurrencyView['f']): string {
  return amount === null ? '–' : f.amount(amount);
}
