// The keys for observing a load: log, metrics and notifications.
import { LOG_LEVELS } from '../../model/events/event-kind.js';
import { NOTIFIED } from '../observability.js';
import { ADDRESS_ALLOWED, isAddress } from './addresses.js';
import { amount, checkedText, count, list, oneOf, section, text } from './fields.js';

const log = section(
  {
    level: oneOf(LOG_LEVELS)
      .optional()
      .describe('The least level that is logged. Default: `warn`. Also `--log-level`.'),
    format: oneOf(['human', 'json'])
      .optional()
      .describe(
        'Lines for people or JSON lines. Default: `human` on a terminal, `json` elsewhere. Also `--log-format`.',
      ),
    file: text(/^[^\0]{1,4000}$/s, 'a file name')
      .optional()
      .describe(
        "File that lines are appended to, relative to the configuration's folder. Default: standard error. Also `--log-file`.",
      ),
  },
  { title: 'Log', description: 'The log of a load (see operation.md).' },
);

const metrics = section(
  {
    port: count(0, 65_535).describe(
      'Port of `/metrics` and `/healthz` while a load or the service runs; 0 picks a free port. Also `--metrics-port`.',
    ),
    host: text(/^[\w.:-]{1,253}$/, 'an address such as 127.0.0.1 or 0.0.0.0')
      .default('127.0.0.1')
      .describe(
        'Address to listen on. There are no passwords: an address other than loopback opens it to others.',
      ),
  },
  { title: 'Metrics', description: 'Health and Prometheus metrics over HTTP.' },
);

/** Such as Slack's, the address may have a query. */
const isWebhook = (value: string) => isAddress(value.split('?', 1)[0] ?? '') && !/[\s\\#]/.test(value);

const webhook = section(
  {
    url: checkedText(isWebhook, ADDRESS_ALLOWED.replace('query or ', '')).describe(
      'Address that receives a POST with JSON. It counts as a secret: use a variable.',
    ),
    secret: text(/^[!-~]{8,4096}$/, 'at least 8 printable characters without spaces')
      .optional()
      .describe('Signs each POST (HMAC-SHA256, header `X-Source-Ovhcloud-Signature`). Use a variable.'),
    timeout: amount(1, 120, 'seconds').default(10).describe('Seconds that one attempt may take.'),
    attempts: count(1, 10).default(3).describe('Attempts of one notification.'),
  },
  { title: 'Webhook', description: 'An address that receives notifications.' },
);

const notify = section(
  {
    on: list(oneOf(NOTIFIED), 'outcomes')
      .default([...NOTIFIED])
      .describe('Outcomes that send a notification. `recovered`: complete after a run that was not.'),
    webhook: webhook.optional(),
    command: list(text(/^[^\0]{1,4000}$/s, 'a program and its arguments'), 'a program and its arguments')
      .optional()
      .describe(
        'A program and its arguments, started without a shell. It reads the JSON on standard input; its environment has no secrets.',
      ),
    commandTimeout: amount(1, 3600, 'seconds')
      .default(60)
      .describe('Seconds after which the program is killed.'),
  },
  {
    title: 'Notifications',
    description: 'Notifications of outcomes. A failed notification changes no outcome.',
  },
).refine((value) => value.webhook !== undefined || value.command !== undefined, {
  error: 'a "webhook", a "command", or both',
  params: { rule: true },
});

export const observabilityKeys = {
  log: log.optional(),
  metrics: metrics.optional(),
  notify: notify.optional(),
};
