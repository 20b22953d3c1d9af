// What can be taken along: the report of the month, the export, and the views beside the tables.
import { useState } from 'preact/hooks';
import { isAbsent } from '../../../reports/report/report-data.js';
import type { SpendAnswer } from '../../contract/spend.js';
import { Icon } from '../../ui/icons.js';
import { Band } from '../../ui/parts/parts.js';
import { Sentence } from '../notices/sentence.js';
import { announce } from '../shell/announcer.js';
import { Dialog } from '../shell/dialog.js';
import { Problem } from '../shell/problem.js';
import { f, language, t } from '../state/language.js';
import { ask, ServerError } from '../state/server.js';
import { loadSpend, request } from './state.js';

const FORMATS = ['html', 'xlsx', 'csv', 'markdown', 'json'] as const;

export function ReportFiles({ data }: SpendAnswer) {
  const { spend: words } = t.value;
  const { account } = request.value;
  const chosen = { ...request.value, month: data.month };
  const months = data.currencies.flatMap(({ spend: each }) => (isAbsent(each) ? [] : each.months)).sort();
  const [from = data.month, until = data.month] = [months[0], months.at(-1)];
  const focus = (format: string) =>
    `/api/spend/focus?${new URLSearchParams({ from, until, format, ...(account !== undefined && { account }) })}`;
  return (
    <details
      class="menu files"
      onFocusOut={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget as Node | null)) currentTarget.open = false;
      }}
    >
      <summary class="btn">
        <Icon name="download" small />
        {words.report}
      </summary>
      <div class="pop">
        {FORMATS.map((format) => (
          <a
            key={format}
            href={`/api/spend/report?${new URLSearchParams({ ...chosen, format, language: language.value })}`}
            download
            target="_blank"
            rel="noreferrer"
          >
            {words.reportAs[format]}
          </a>
        ))}
        <p class="muted small">{words.focusOf(from, until)}</p>
        {(['csv', 'parquet'] as const).map((format) => (
          <a key={format} href={focus(format)} download target="_blank" rel="noreferrer">
            {words.focus}, {words.focusAs[format]}
          </a>
        ))}
      </div>
    </details>
  );
}

/** Making and removing them changes the destination, so it asks. */
export function Views({ views }: SpendAnswer) {
  const { spend: words } = t.value;
  const [asking, setAsking] = useState<'install' | 'drop' | undefined>(undefined);
  const [error, setError] = useState<ServerError | undefined>(undefined);
  if (views === 'none') return null;
  const agree = async () => {
    const what = asking;
    setAsking(undefined);
    setError(undefined);
    try {
      const found =
        what === 'install'
          ? await ask('POST /api/views/install', { consent: true })
          : await ask('POST /api/views/drop', { consent: true });
      const count = f.peek().count(found.views.length);
      announce(what === 'install' ? words.installed(count) : words.dropped(count));
      await loadSpend();
    } catch (thrown) {
      setError(thrown instanceof ServerError ? thrown : new ServerError('internal', String(thrown)));
    }
  };
  return (
    <div class="views noprint">
      <Band tone="plain" icon="info">
        {views === 'missing' ? words.viewsMissing : words.viewsMade}{' '}
        <button
          type="button"
          class="linklike"
          onClick={() => setAsking(views === 'missing' ? 'install' : 'drop')}
        >
          {views === 'missing' ? words.install : words.drop}
        </button>
      </Band>
      {error && <Problem error={error} />}
      {asking && (
        <Dialog
          title={asking === 'install' ? words.installTitle : words.dropTitle}
          close={() => setAsking(undefined)}
        >
          <p>
            <Sentence text={asking === 'install' ? words.installHow : words.dropHow} />
          </p>
          <div class="row end">
            <button type="button" class="btn" onClick={() => setAsking(undefined)}>
              {words.cancel}
            </button>
            <button type="button" class="btn primary" onClick={() => void agree()}>
              {asking === 'install' ? words.install : words.drop}
            </button>
          </div>
        </Dialog>
      )}
    </div>
  );
}
