// A report as one HTML file: no request to anywhere, readable without scripts, and a policy of content that lets nothing
// run but the script in it.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { renderToString } from 'preact-render-to-string';
import { assertSums } from '../report/check-sums.js';
import type { PageOptions } from '../report/page-options.js';
import type { ReportData } from '../report/report-data.js';
import { accountsText, ReportPage } from './report-page.js';
import { styleText } from './style.js';
import { viewOf } from './view.js';
import { visibleData } from './visible-data.js';

/** The whole file. Refuses facts whose sums are not those of their parts. */
export function renderReport(facts: ReportData, options: PageOptions = {}): string {
  assertSums(facts);
  const { language = 'en', theme = 'system', alternates = {} } = options;
  const view = viewOf(visibleData(facts), language);
  const { t, f, data } = view;
  const accounts = accountsText(view);
  const style = styleText(`${accounts} · ${f.capital(f.month(data.month))}`);
  const script = readFileSync(new URL('./enhance.js', import.meta.url), 'utf8');
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(style)}'`,
    `script-src '${hashOf(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  const head = renderToString(
    <>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content={policy} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="referrer" content="no-referrer" />
      <meta name="generator" content={`${data.generator.name} ${data.generator.version}`} />
      <title>{t.title(data.month, accounts)}</title>
    </>,
  );
  const body = renderToString(<ReportPage view={view} alternates={alternates} />);
  const themed = theme === 'system' ? '' : ` data-theme="${theme}"`;
  const words = `data-sort="${attribute(t.sort)}" data-point="${language === 'fr' ? ',' : '.'}"`;
  return `<!doctype html>
<html lang="${language}"${themed}>
<head>
${head}
<style>${style}</style>
</head>
<body>
${body}
<script ${words}>${script}</script>
</body>
</html>
`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function attribute(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
}
