// Load health, before any figure: whether everything that was listed is loaded, and what is not.

import { LEDGER_STATES, type LedgerCounts } from '../../../connector/model/report.js';
import { Icon } from '../../../console/ui/icons.js';
import { Chip, Head, Num, NumHead, type Tone, Wide } from '../../../console/ui/parts/parts.js';
import { Words } from '../../../console/ui/parts/rich.js';
import type { Health, RunHealth, SourceHealth } from '../../report/proof-data.js';
import type { View } from '../view.js';

export function HealthBands(view: View) {
  const { data } = view;
  const sorted = [...data.health].sort((a, b) => rank(a) - rank(b));
  const worst = sorted[0];
  if (worst === undefined) return null;
  return (
    <div class={`health ${toneOf(worst)}`} role="status">
      {sorted.slice(0, 5).map((health) => (
        <HealthLine key={health.account} {...view} health={health} />
      ))}
      {sorted.length > 5 && (
        <div class="line muted">
          {view.t.health.otherAccounts(sorted.length - 5, rank(sorted[5] ?? worst) === 2)}
        </div>
      )}
      {data.notices.map((notice) => (
        <div class="line notice" key={JSON.stringify(notice)}>
          <Icon name="info" />
          <span>{view.t.notice(notice, view.many)}</span>
        </div>
      ))}
    </div>
  );
}

function HealthLine({ health, t, f, many }: View & { health: Health }) {
  const { run } = health;
  const tone = toneOf(health);
  return (
    <div class="line">
      <Chip tone={tone} icon={tone === 'ok' ? 'check' : tone === 'bad' ? 'stop' : 'alert'}>
        {run === null ? t.health.noRun : t.health.outcome[run.outcome]}
      </Chip>
      {many && <span class="mono">{health.account}</span>}
      {run && <span>{t.health.objects(run.missing, run.ledger.listed, run.accepted ?? 0)}</span>}
      {health.newestDocument && <span class="muted">{t.health.newest(f.day(health.newestDocument))}</span>}
      {run && <span class="muted no-m">{t.health.calls(run.calls, f.duration(run.seconds))}</span>}
      {run && (
        <span class="muted no-m">
          {t.health.run} <code>{run.id}</code>
        </span>
      )}
    </div>
  );
}

function toneOf({ run }: Health): Tone {
  if (run === null) return 'warn';
  return { complete: 'ok', incomplete: 'warn', failed: 'bad' }[run.outcome] as Tone;
}

function rank(health: Health): number {
  return { bad: 0, warn: 1, ok: 2, run: 2, plain: 2 }[toneOf(health)];
}

/** What was read, by source object: folded, because its sum stands in the band. */
export function LoadDetails(view: View) {
  const { t, data, many } = view;
  const known = data.health.flatMap(({ account, run }) => (run ? [{ account, run }] : []));
  if (known.length === 0) return null;
  return (
    <details class="more noprint">
      <summary>
        <Icon name="right" />
        {t.health.details}
      </summary>
      {known.map(({ account, run }) => (
        <div key={account}>
          {many && <h3 class="mono">{account}</h3>}
          <p class="equation">
            <Words text={t.health.equation(run.ledger)} />
          </p>
          {run.laterRuns?.map(({ id, kind, brought }) => (
            <p key={id}>
              {t.health.later[kind](brought)} <code>{id}</code>
            </p>
          ))}
          {run.reasons.length > 0 && (
            <ul class="reasons">
              {run.reasons.map((reason) => (
                <li key={reason.message}>
                  <code>{reason.code}</code> {reason.source === undefined ? '' : `${reason.source}: `}
                  {reason.message}
                </li>
              ))}
            </ul>
          )}
          <SourceTable {...view} run={run} />
        </div>
      ))}
    </details>
  );
}

function SourceTable({ run, t, f }: View & { run: RunHealth }) {
  const odd = run.sources.filter((source) => source.missing > 0 || !balances(source.ledger));
  const fine = run.sources.filter((source) => !odd.includes(source));
  return (
    <Wide label={t.health.details}>
      <table>
        <thead>
          <tr>
            <Head>{t.health.source}</Head>
            <NumHead>{t.ledger.listed}</NumHead>
            <NumHead>{t.ledger.loaded}</NumHead>
            <NumHead class="no-m">{t.ledger.known}</NumHead>
            <NumHead>{t.health.notLoaded}</NumHead>
            <NumHead class="no-m">{t.health.rows}</NumHead>
            <Head class="no-m">{t.health.restsOn}</Head>
          </tr>
        </thead>
        <tbody>
          {odd.map((source) => (
            <SourceRow key={source.source} {...{ source, t, f }} />
          ))}
          {fine.length > 0 && (
            <tr>
              <th scope="row">{t.health.wholeSources(fine.length)}</th>
              <Num>{f.count(added(fine, ({ ledger }) => ledger.listed))}</Num>
              <Num>{f.count(added(fine, ({ ledger }) => ledger.loaded))}</Num>
              <Num class="no-m">{f.count(added(fine, ({ ledger }) => ledger.known))}</Num>
              <Num>0</Num>
              <Num class="no-m">{f.count(added(fine, ({ rows }) => rows))}</Num>
              <td class="no-m" />
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t.total}</th>
            <Num>{f.count(run.ledger.listed)}</Num>
            <Num>{f.count(run.ledger.loaded)}</Num>
            <Num class="no-m">{f.count(run.ledger.known)}</Num>
            <Num>{f.count(run.missing)}</Num>
            <Num class="no-m">{f.count(added(run.sources, ({ rows }) => rows))}</Num>
            <td class="no-m" />
          </tr>
        </tfoot>
      </table>
    </Wide>
  );
}

function SourceRow({ source, t, f }: { source: SourceHealth } & Pick<View, 't' | 'f'>) {
  return (
    <tr>
      <th scope="row">
        <span class="mono">{source.source}</span> <span class="muted mono small no-m">{source.path}</span>
      </th>
      <Num>{f.count(source.ledger.listed)}</Num>
      <Num>{f.count(source.ledger.loaded)}</Num>
      <Num class="no-m">{f.count(source.ledger.known)}</Num>
      <Num class="strong">{f.count(source.missing)}</Num>
      <Num class="no-m">{f.count(source.rows)}</Num>
      <td class="no-m">{source.proof === null ? '–' : t.listProof[source.proof]}</td>
    </tr>
  );
}

function balances(ledger: LedgerCounts): boolean {
  return ledger.listed === LEDGER_STATES.reduce((count, state) => count + ledger[state], 0);
}

function added<T>(items: T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
