// Spend: what was spent, whether every document adds up, and what is due; the report's own sections over the same facts.
import { useEffect } from 'preact/hooks';
import type { SpendAnswer } from '../../contract/spend.js';
import { Said } from '../notices/said.js';
import { startAddress } from '../runs/addresses.js';
import { CopyButton } from '../shell/copy-button.js';
import { Problem } from '../shell/problem.js';
import { Waiting } from '../shell/waiting.js';
import { query } from '../state/address.js';
import { f, language, t } from '../state/language.js';
import { tableAddress } from '../tables/address.js';
import { Controls, currencyOf } from './controls.js';
import { ReportFiles, Views } from './files.js';
import { oddCount, Sections } from './sections.js';
import { group, loadSpend, request, SHEETS, sheet, sheetAddress, spend } from './state.js';

export function Spend() {
  const asked = JSON.stringify(request.value);
  useEffect(() => void loadSpend(), [asked]);
  const { answer, error, state } = spend.value;
  const { spend: words } = t.value;
  if (error?.code === 'destination-empty' || error?.code === 'destination-unable') {
    const isEmpty = error.code === 'destination-empty';
    return (
      <div class="page">
        <h2>{isEmpty ? words.empty : words.unable}</h2>
        <p class="muted small">
          <Said code={error.code} message={error.message} />
        </p>
        {isEmpty && (
          <>
            <p>{words.emptyHow}</p>
            <a class="btn primary" href={startAddress()}>
              {t.value.homePage.loadNow}
            </a>
          </>
        )}
      </div>
    );
  }
  return (
    <div class="rep spendpage" aria-busy={state === 'waiting'}>
      {answer && <Tabs answer={answer} />}
      {error && <Problem error={error} again={() => void loadSpend()} />}
      {!answer && !error && <Waiting lines={14} />}
      {answer && (
        <>
          <Controls data={answer.data} accounts={answer.accounts} />
          <div class={state === 'waiting' ? 'updating' : undefined}>
            <Shown answer={answer} />
          </div>
        </>
      )}
    </div>
  );
}

function Tabs({ answer }: { answer: SpendAnswer }) {
  const { spend: words } = t.value;
  const odd = oddCount(answer.data);
  return (
    <div class="row wrap tabline noprint">
      <nav class="toclike" aria-label={t.value.screens.spend}>
        {SHEETS.map((name) => (
          <a
            key={name}
            href={sheetAddress(name, { service: '' })}
            aria-current={name === sheet.value ? 'page' : undefined}
          >
            {words.views[name]}
            {name === 'reconcile' && odd > 0 && (
              <b title={words.odd(f.value.count(odd))}>{f.value.count(odd)}</b>
            )}
          </a>
        ))}
      </nav>
      <span class="grow" />
      {spend.value.state === 'waiting' && <span class="muted small">{words.updating}</span>}
      <CopyButton text={() => location.href} label={t.value.operation.copyLink} />
      <ReportFiles {...answer} />
    </div>
  );
}

function Shown({ answer }: { answer: SpendAnswer }) {
  const { spend: words } = t.value;
  const { data, views } = answer;
  const service = query.value.get('service') ?? undefined;
  const report = currencyOf(data);
  useEffect(() => {
    if (service !== undefined || location.hash === '#lines')
      document.querySelector('.lines')?.scrollIntoView({ block: 'start' });
  }, [service, data.month, answer]);
  return (
    <>
      {service !== undefined && views === 'made' && (
        <p>
          <a
            href={tableAddress('charges', {
              where: [
                ['month', '=', data.month],
                ['service', '=', service],
              ],
            })}
          >
            {words.openCharges}
          </a>
        </p>
      )}
      {!report && sheet.value !== 'reconcile' && <p class="empty">{words.nothing}</p>}
      <Sections
        answer={answer}
        language={language.value}
        sheet={sheet.value}
        group={group.value}
        currency={report?.currency}
        opened={service}
      />
      <Views {...answer} />
    </>
  );
}
