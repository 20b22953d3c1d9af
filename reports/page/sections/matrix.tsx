// Services by month: kinds of service, their services, and the resources of a service, which its row opens and closes.
import { Icon } from '../../../console/ui/icons.js';
import { Head, Num, NumHead, Wide } from '../../../console/ui/parts/parts.js';
import { type Amount, isAbsent } from '../../report/report-data.js';
import type {
  MonthlySpend,
  ServiceKind,
  SpendKind,
  SpendResource,
  SpendService,
} from '../../report/spend-data.js';
import type { Palette } from '../palette.js';
import type { CurrencyView } from '../view.js';

interface MatrixView extends CurrencyView {
  spend: MonthlySpend;
  palette: Palette;
  /** Class of each month: which give way on narrow screens. */
  classes: (string | undefined)[];
  /** Services whose resources are shown from the first. */
  open: Set<string>;
}

export function Matrix(props: CurrencyView & { spend: MonthlySpend; palette: Palette }) {
  const { spend, t, f, report } = props;
  const { classes, hidden } = monthClasses(spend, f);
  const open = new Set(isAbsent(report.anomalies) ? [] : report.anomalies.rows.map(({ service }) => service));
  const view: MatrixView = { ...props, classes, open };
  const total = spend.total.at(-1) ?? '0';
  return (
    <>
      <Wide label={t.spend.byService}>
        <table class="matrix">
          <thead>
            <tr>
              <Head>{t.service_}</Head>
              {spend.months.map((month, index) => (
                <NumHead key={month} class={classes[index]}>
                  {index === 0 || month.endsWith('-01') ? f.shortMonthYear(month) : f.shortMonth(month)}
                </NumHead>
              ))}
              <NumHead>{t.change}</NumHead>
              <NumHead class="no-m">{t.share}</NumHead>
            </tr>
          </thead>
          {spend.kinds.map((kind) => (
            <KindRows key={kind.kind} {...view} kind={kind} />
          ))}
          <tfoot>
            <tr>
              <th scope="row">{t.total}</th>
              <Amounts {...view} amounts={spend.total} />
              <Num>{f.change(total, spend.total.at(-2) ?? null)}</Num>
              <Num class="no-m">{f.share(total, total)}</Num>
            </tr>
          </tfoot>
        </table>
      </Wide>
      {hidden > 0 && <p class="note">{t.spend.hiddenMonths(hidden)}</p>}
    </>
  );
}

function KindRows(props: MatrixView & { kind: SpendKind }) {
  const { kind, t } = props;
  const [only, ...others] = kind.services;
  if (only === undefined)
    return (
      <tbody>
        <Row {...props} amounts={kind.amounts} colour={props.palette.colourOf(kind.kind, kind.kind)}>
          {t.kindName(kind.kind)}
        </Row>
      </tbody>
    );
  if (others.length === 0) return <ServiceRows {...props} kind={kind.kind} service={only} level={1} />;
  return (
    <>
      <tbody class="kind">
        <Row {...props} amounts={kind.amounts} class="kindrow">
          {t.kindName(kind.kind)}
        </Row>
      </tbody>
      {kind.services.map((service) => (
        <ServiceRows key={service.name} {...props} kind={kind.kind} service={service} level={2} />
      ))}
    </>
  );
}

function ServiceRows(
  props: Omit<MatrixView, 'kind'> & { kind: ServiceKind; service: SpendService; level: 1 | 2 },
) {
  const { kind, service, level, t, palette, open } = props;
  const colour = palette.colourOf(kind, service.name);
  const name = kind === 'unmapped' ? t.kindName(kind) : t.service(service.name);
  const children = service.resources.length > 0;
  return (
    <tbody class={level === 2 ? 'inner' : undefined}>
      <Row {...props} amounts={service.amounts}>
        {children ? (
          <label class="fold">
            <input
              type="checkbox"
              class="vh"
              checked={open.has(service.name)}
              aria-label={t.spend.resourcesOf(name)}
            />
            <Icon name="right" />
            <i class={`sw sw${colour}`} />
            {name}
          </label>
        ) : (
          <span class="fold">
            <i class={`sw sw${colour}`} />
            {name}
          </span>
        )}
      </Row>
      {service.resources.map((resource) => (
        <SubRow
          key={`${resource.account}/${resource.resource}/${resource.project?.id ?? ''}`}
          {...props}
          name={resourceName(resource, props.many)}
          amounts={resource.amounts}
        />
      ))}
      {service.rest && children && (
        <SubRow {...props} name={t.spend.others(service.rest.resources)} amounts={service.rest.amounts} />
      )}
    </tbody>
  );
}

export function resourceName(
  resource: Pick<SpendResource, 'label' | 'resource' | 'project' | 'account'>,
  many: boolean,
): string {
  const project = resource.project && (resource.project.name ?? resource.project.id);
  return [resource.label ?? resource.resource, project, many ? resource.account : null]
    .filter((part) => part !== null && part !== '')
    .join(' · ');
}

type RowView = Pick<MatrixView, 'f' | 'classes' | 'spend'>;

function Row(
  props: RowView & {
    amounts: (Amount | null)[];
    colour?: number;
    class?: string;
    children: preact.ComponentChildren;
  },
) {
  const { amounts, f, spend, colour } = props;
  return (
    <tr class={props.class ?? 'hit'}>
      <th scope="row">
        {colour === undefined ? (
          props.children
        ) : (
          <span class="fold">
            <i class={`sw sw${colour}`} />
            {props.children}
          </span>
        )}
      </th>
      <Amounts {...props} />
      <Num>{f.change(amounts.at(-1) ?? null, amounts.at(-2) ?? null)}</Num>
      <Num class="no-m">{f.share(amounts.at(-1) ?? '0', spend.total.at(-1) ?? '0')}</Num>
    </tr>
  );
}

function SubRow(props: RowView & { name: string; amounts: (Amount | null)[] }) {
  const { name, amounts, f } = props;
  return (
    <tr class="sub">
      <th scope="row" title={name}>
        {name}
      </th>
      <Amounts {...props} />
      <Num>{f.change(amounts.at(-1) ?? null, amounts.at(-2) ?? null)}</Num>
      <Num class="no-m">{''}</Num>
    </tr>
  );
}

function Amounts({ amounts, f, classes, spend }: RowView & { amounts: (Amount | null)[] }) {
  return (
    <>
      {amounts.map((amount, index) => (
        <Num key={spend.months[index]} class={classes[index]}>
          {amount === null ? '–' : f.amount(amount)}
        </Num>
      ))}
    </>
  );
}

/** Room for months, and the width of a bold digit, in pixels, at the full width of the page. */
const ROOM = 960;
const DIGIT = 7.2;

function monthClasses(spend: MonthlySpend, f: CurrencyView['f']) {
  const longest = Math.max(
    ...[spend.total, ...spend.kinds.map(({ amounts }) => amounts)]
      .flat()
      .map((amount) => (amount === null ? 1 : f.amount(amount).length)),
  );
  const fit = Math.max(2, Math.floor(ROOM / (longest * DIGIT + 8)));
  const count = spend.months.length;
  const hidden = Math.max(0, count - fit);
  const classes = spend.months.map((_, index): string | undefined => {
    const fromEnd = count - 1 - index;
    if (index < hidden) return 'p1';
    if (fromEnd === 0) return 'now';
    if (fromEnd === 1) return 'no-m';
    if (fromEnd <= 3 || index === hidden) return 'no-m p2';
    return fromEnd <= 7 ? 'no-m p2 p3' : 'no-m p2 p3 p4';
  });
  return { classes, hidden };
}
