// api call: calls one route, and shows the reply and the same request as code.
import { createInterface } from 'node:readline/promises';
import { type PreparedCall, prepareCall } from '../../app/explorer/prepare-call.js';
import { readRoute } from '../../app/explorer/route.js';
import { type CallResult, sendCall, shownRequest } from '../../app/explorer/send-call.js';
import type { SourceWithoutKeys } from '../../app/open.js';
import { type SampleLanguage, sampleCode } from '../../app/samples/languages.js';
import { sampleOf } from '../../app/samples/sample.js';
import { readAtMost } from '../../disk/bounded-read.js';
import { parseJson } from '../../http/json/body.js';
import { JsonSyntaxError } from '../../http/json/parse-text.js';
import { requestTarget } from '../../http/request.js';
import type { ApiProblem } from '../../model/api.js';
import { ConfigError } from '../../model/errors.js';
import { type JsonValue, stringifyJson } from '../../model/json.js';
import { pretty } from '../../text/api-text.js';
import type { CallOptions } from '../commands/api-call.js';
import { note, noteText, print, printText } from '../output.js';
import { languagesOf, pairs } from './api-values.js';
import { accountFrom } from './sources.js';

export async function call(route: string, options: CallOptions): Promise<void> {
  const languages = languagesOf(options.raw ? 'none' : (options.code ?? 'all'));
  const { method, path, query } = readRoute(route);
  const input = {
    method,
    path,
    parameters: pairs('--parameter', options.parameter),
    query: { ...query, ...pairs('--query', options.query) },
    headers: pairs('--header', options.header, ':'),
    body: options.body === undefined ? undefined : readBody(options.body),
  };
  const draft = accountFrom(options);
  const prepared = await prepareCall(draft, input, options);
  for (const text of prepared.notes) note(`note: ${text}`);
  // Keys are required only now, because some routes need none.
  const source = prepared.request.authenticated === false ? draft : accountFrom(options, true);
  if (method !== 'GET' && !(await confirmed(prepared, source, options))) return;
  const result = await sendCall(source, prepared, options);
  if (result.outcome === 'refused') {
    showProblem(result.problem, result.milliseconds);
    process.exitCode = 1;
  } else showReply(result, options);
  // After a refusal, code only on request: the answer of the API comes first.
  if (result.outcome === 'ok' || options.code !== undefined) showCode(prepared, source, languages, options);
}

/** Most bytes of a file with a body. */
const LARGEST_BODY = 50_000_000;

function readBody(written: string): JsonValue {
  const name = written.startsWith('@') ? written.slice(1) : undefined;
  const where = name === undefined ? '--body' : `--body @${name}`;
  let text = written;
  try {
    if (name !== undefined)
      text = readAtMost(name, LARGEST_BODY)
        .toString('utf8')
        .replace(/^\ufeff/, '');
  } catch (error) {
    const message = `cannot be read: ${(error as Error).message}`;
    throw new ConfigError([{ code: 'option-value', where, message }]);
  }
  try {
    return parseJson(text);
  } catch (error) {
    const place = error instanceof JsonSyntaxError ? ` (at character ${error.at + 1})` : '';
    const message = `is not JSON${place}: write names and texts in double quotes, as in '{"name":"a"}'`;
    throw new ConfigError([{ code: 'option-value', where, message }]);
  }
}

/** Whether the call may be sent. Shows it first, on standard error. */
async function confirmed(
  prepared: PreparedCall,
  { config }: SourceWithoutKeys,
  options: CallOptions,
): Promise<boolean> {
  const request = shownRequest(prepared, options.showSecrets);
  note(`This call changes something at ${config.origin}:`);
  note(`  ${request.method} ${requestTarget(request)}`);
  if (request.body !== undefined) noteText(`  ${pretty(request.body, '  ')}`);
  if (options.yes) return true;
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    const message = 'there is no terminal to ask on, so it is not sent: add --yes to send it';
    throw new ConfigError([
      { code: 'confirmation-missing', where: `${request.method} ${request.path}`, message },
    ]);
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question('Send it? [y/N] ').finally(() => terminal.close());
  if (/^\s*y(es)?\s*$/i.test(answer)) return true;
  note('Not sent.');
  process.exitCode = 2;
  return false;
}

function showReply(result: Extract<CallResult, { outcome: 'ok' }>, { raw }: CallOptions): void {
  const isEmpty = result.body === null;
  if (raw) {
    if (!isEmpty) printText(pretty(result.body));
    return;
  }
  const query = result.queryId === undefined ? '' : `, query id ${result.queryId}`;
  print(`${result.status} in ${result.milliseconds} ms${query}`);
  for (const [name, value] of Object.entries(result.headers)) print(`${name}: ${value}`);
  print();
  if (isEmpty) print('(an empty reply)');
  else printText(pretty(result.body));
  if (result.hidden) note('note: secrets are masked; --show-secrets shows them');
}

function showProblem(problem: ApiProblem, milliseconds: number): void {
  const answer = [problem.status ?? 'no answer', problem.code].filter((part) => part !== undefined).join(' ');
  const query = problem.queryId === undefined ? '' : `, query id ${problem.queryId}`;
  note(`${problem.method} ${problem.path}: ${answer} in ${milliseconds} ms${query}`);
  note(problem.message);
  if (problem.advice) note(problem.advice);
}

function showCode(
  prepared: PreparedCall,
  { config }: SourceWithoutKeys,
  languages: readonly SampleLanguage[],
  { showSecrets }: CallOptions,
): void {
  const shown = shownRequest(prepared, showSecrets);
  for (const language of languages)
    printText(`\n--- ${language} ---\n${sampleCode(language, sampleOf(shown, config))}`);
  const { body } = prepared.request;
  if (languages.length > 0 && body !== undefined && stringifyJson(shown.body ?? null) !== stringifyJson(body))
    note('note: secrets of the body are masked in the code: insert them, or use --show-secrets');
}
