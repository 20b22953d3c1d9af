// Check: compares region, keys, clock, expiry, rights and definitions with what the configuration needs, one line each.
import { createDestination } from '../destinations/registry.js';
import type { Connection } from '../http/connection.js';
import type { Code } from '../model/codes/codes.js';
import { ConfigError, DestinationError, formatIssue, StopError } from '../model/errors.js';
import type { Listener } from '../model/events/events.js';
import { isObject } from '../model/json.js';
import type { Notice } from '../model/notice.js';
import { problemText } from '../model/problem-text.js';
import { type AccessRule, accessRules, covers, createTokenLink } from '../plan/access-rules.js';
import { noticeText } from '../text/notice-text.js';
import { accountFromApi } from './account.js';
import { credentialOf, type KeyCredential } from './credential.js';
import { refuseExcluded } from './destination-fit.js';
import { type ConfiguredSource, connectSource } from './open.js';
import { judgedPlan } from './plan/steps.js';
import { destinationFormatProblem, stateNotices } from './repair/preflight.js';

export interface CheckLine {
  /** Of the table of codes (docs/errors.md). */
  code: Code;
  /** What is checked: `configuration`, `destination`, `region`, `clock`, `definitions`, `account`, `keys`, `rights`, `tables`. */
  subject: string;
  state: 'ok' | 'warning' | 'problem';
  text: string;
}

/** A larger difference of the clocks is a warning, although calls are signed with the server's time. */
const CLOCK_WARNING_SECONDS = 30;
const EXPIRY_WARNING_DAYS = 14;
const DAY_MS = 86_400_000;

/** No route lists the rights of a service account or a token: IAM decides at each call. */
const TOKEN_RIGHTS: CheckLine = {
  code: 'rights-unlisted',
  subject: 'rights',
  state: 'warning',
  text: 'unknown: the API does not list the rights of a token. `source-ovhcloud rights` lists those that are needed',
};

export interface CheckOptions {
  /** Receives each line as soon as it is known. */
  onLine?: (line: CheckLine) => void;
  /** Receives the retries and pauses of calls. */
  onEvent?: Listener;
  /** Stays open. Default: one for each source. */
  connection?: Connection;
}

/** What came of the check of one connection, or of the only account. */
export interface CheckedConnection {
  connection?: string;
  /** The worst of its lines. */
  state: CheckLine['state'];
  problems: number;
  warnings: number;
  lines: CheckLine[];
}

export interface CheckSourcesOptions extends CheckOptions {
  /** Called when the check of a source begins. */
  onBegin?: (source: ConfiguredSource, index: number) => void;
}

/** The sources of one configuration, one after another. */
export async function checkSources(
  sources: readonly ConfiguredSource[],
  { onBegin, ...options }: CheckSourcesOptions = {},
): Promise<CheckedConnection[]> {
  const checked: CheckedConnection[] = [];
  for (const [index, source] of sources.entries()) {
    onBegin?.(source, index);
    const lines = await checkSource(source, options);
    const count = (state: CheckLine['state']) => lines.filter((line) => line.state === state).length;
    const [problems, warnings] = [count('problem'), count('warning')];
    const { connection } = source.config;
    const state = problems > 0 ? 'problem' : warnings > 0 ? 'warning' : 'ok';
    checked.push({ ...(connection !== undefined && { connection }), state, problems, warnings, lines });
  }
  return checked;
}

export async function checkSource(
  source: ConfiguredSource,
  { onLine, onEvent, connection: given }: CheckOptions = {},
): Promise<CheckLine[]> {
  const connection = given ?? connectSource(source, { onEvent });
  const lines: CheckLine[] = [];
  const add = (...found: CheckLine[]) => {
    lines.push(...found);
    for (const line of found) onLine?.(line);
  };
  try {
    add(checkPlan(source));
    add(await checkDestination(source));
    add(...(await checkRegion(source, connection)));
    // Without keys, so that it is said even where they are refused.
    add(...(await checkRoutes(source, connection)));
    add(await checkAccount(source, connection));
    if (source.config.credentials.kind === 'keys') add(...(await checkCredential(source, connection)));
    else add(TOKEN_RIGHTS);
    add(...(await checkState(source, connection)));
  } catch (error) {
    if (!(error instanceof StopError)) throw error;
    const subject = error.problem?.status ? 'keys' : 'region';
    add({ code: error.code, subject, state: 'problem', text: error.message });
  } finally {
    if (!given) await connection.close();
  }
  return lines;
}

function checkPlan({ plan, config }: ConfiguredSource): CheckLine {
  const tables = plan.nodes.filter((node) => node.load).length;
  const text = `${config.source}: ${plan.nodes.length} source objects, ${tables} tables`;
  return { code: 'configuration-valid', subject: 'configuration', state: 'ok', text };
}

async function checkDestination(source: ConfiguredSource): Promise<CheckLine> {
  const subject = 'destination';
  const destination = createDestination(source.config.destination);
  try {
    refuseExcluded(source, destination);
    const text = `${destination.location} (${await destination.check()})`;
    const problem = await destinationFormatProblem(destination);
    return problem === undefined
      ? { code: 'destination-ready', subject, state: 'ok', text }
      : { code: 'destination-version', subject, state: 'problem', text: problem };
  } catch (error) {
    if (!(error instanceof DestinationError || error instanceof ConfigError)) throw error;
    const code =
      error instanceof DestinationError ? error.code : (error.issues[0]?.code ?? 'destination-lacks');
    return { code, subject, state: 'problem', text: error.message };
  }
}

async function checkRegion(source: ConfiguredSource, connection: Connection): Promise<CheckLine[]> {
  const { region, origin } = source.config;
  const offset = await connection.clockOffsetSeconds();
  const text = `${region.name}: ${origin}`;
  const answers: CheckLine = { code: 'region-answers', subject: 'region', state: 'ok', text };
  return offset === undefined ? [answers] : [answers, clockLine(Math.round(offset))];
}

function clockLine(seconds: number): CheckLine {
  const subject = 'clock';
  const clock = `that of the API is at ${seconds >= 0 ? '+' : ''}${seconds} s`;
  if (Math.abs(seconds) <= CLOCK_WARNING_SECONDS)
    return { code: 'clock-agrees', subject, state: 'ok', text: clock };
  const text = `${clock}: calls are signed with the server's time, but set this machine's clock`;
  return { code: 'clock-differs', subject, state: 'warning', text };
}

async function checkAccount(source: ConfiguredSource, connection: Connection): Promise<CheckLine> {
  const path = '/1.0/auth/details';
  const outcome = await connection.client.call({ method: 'GET', path, route: path });
  const from = source.config.credentialSources.join(', ');
  if (outcome.outcome === 'skip') {
    const named = source.config.account;
    const words = problemText(outcome.problem);
    const text = named ? `${named} (as configured; ${words})` : `unknown: ${words}`;
    if (named) return { code: 'account-configured', subject: 'account', state: 'ok', text };
    return { code: 'account-unknown', subject: 'account', state: 'warning', text };
  }
  const details = outcome.body.value();
  const account = isObject(details) ? String(details.account ?? '') : '';
  const configured = source.config.account ? `, stored as "${source.config.account}"` : '';
  const text = `${account}${configured}; keys from ${from}`;
  return { code: 'account-found', subject: 'account', state: 'ok', text };
}

async function checkCredential(source: ConfiguredSource, connection: Connection): Promise<CheckLine[]> {
  const found = await credentialOf(connection.client);
  if ('problem' in found || found.credential === undefined) {
    const why = 'problem' in found ? `: ${problemText(found.problem)}` : '';
    const text = `the API does not list the rights of the key${why}`;
    return [{ code: 'rights-unlisted', subject: 'keys', state: 'warning', text }];
  }
  const { credential } = found;
  return [
    expiryLine(credential, source.clock.now()),
    rightsLine(source, credential.rules),
    ...extraLines(source, credential.rules),
  ];
}

function expiryLine({ status, expiration }: KeyCredential, now: number): CheckLine {
  if (status !== 'validated') {
    return {
      code: 'key-unvalidated',
      subject: 'keys',
      state: 'problem',
      text: `the consumer key is ${status}, not validated`,
    };
  }
  const code = 'key-valid';
  if (expiration === undefined) return { code, subject: 'keys', state: 'ok', text: 'valid, no expiry' };
  const days = Math.floor((Date.parse(expiration) - now) / DAY_MS);
  const text = `valid until ${expiration} (${days} days)`;
  if (days > EXPIRY_WARNING_DAYS) return { code, subject: 'keys', state: 'ok', text };
  return {
    code: 'key-expires',
    subject: 'keys',
    state: 'warning',
    text: `${text}: make a new one with \`source-ovhcloud login\``,
  };
}

function rightsLine({ plan, config }: ConfiguredSource, rules: readonly AccessRule[]): CheckLine {
  const needed = accessRules(plan).filter((rule) => !rule.path.startsWith('/auth/'));
  const missing = needed.filter((rule) => !rules.some((other) => covers(other, rule)));
  if (missing.length === 0) {
    const text = needed.map((rule) => `${rule.method} ${rule.path}`).join(', ');
    const all = `everything needed is granted: ${text}`;
    return { code: 'rights-granted', subject: 'rights', state: 'ok', text: all };
  }
  const words = missing.map((rule) => `${rule.method} ${rule.path}`).join(', ');
  const link = createTokenLink(config.region.createTokenUrl, accessRules(plan));
  const text = `missing: ${words}. Make a key with these rights by \`source-ovhcloud login\`, or at ${link}`;
  return { code: 'rights-missing', subject: 'rights', state: 'problem', text };
}

const SHOWN_RULES = 5;

/** Rules that the configuration does not need. */
function extraLines({ plan }: ConfiguredSource, rules: readonly AccessRule[]): CheckLine[] {
  const needed = accessRules(plan);
  const extra = rules.filter((rule) => !needed.some((other) => covers(other, rule)));
  if (extra.length === 0) return [];
  const shown = extra.slice(0, SHOWN_RULES).map((rule) => `${rule.method} ${rule.path}`);
  const more = extra.length > SHOWN_RULES ? ` and ${extra.length - SHOWN_RULES} more` : '';
  const text = `the key has more rights than are needed: ${shown.join(', ')}${more}`;
  return [{ code: 'rights-more', subject: 'extra rights', state: 'warning', text }];
}

/** What the API's documents say: wrong definitions, deprecated routes. */
async function checkRoutes(source: ConfiguredSource, connection: Connection): Promise<CheckLine[]> {
  const { plan, issues } = await judgedPlan(source, connection.client);
  const subject = 'definitions';
  const lines = [
    ...issues.map((issue): CheckLine => {
      return { code: issue.code, subject, state: 'problem', text: formatIssue(issue) };
    }),
    ...plan.warnings
      .filter((warning) => !source.plan.warnings.includes(warning))
      .map((warning): CheckLine => {
        return { code: warning.code, subject, state: 'warning', text: noticeText(warning) };
      }),
  ];
  if (lines.length > 0 || source.config.schemas.use === 'never') return lines;
  const text = "the API's documents have all routes and parameters";
  return [{ code: 'definitions-fit', subject, state: 'ok', text }];
}

/** Whether the tables of the destination fit the current configuration. */
async function checkState(source: ConfiguredSource, { client }: Connection): Promise<CheckLine[]> {
  const account = source.config.account ?? (await accountFromApi(client));
  const { problems, warnings } = await stateNotices(source, account);
  const line = (state: CheckLine['state']) => (notice: Notice) => ({
    code: notice.code,
    subject: 'tables',
    state,
    text: noticeText(notice),
  });
  return [...problems.map(line('problem')), ...warnings.map(line('warning'))];
}
