// What people paste instead of searching: a link of OVHcloud's console, an address, a curl line, or `GET /me/bill`.
import { parseJson } from '../../http/json/body.js';
import { JsonSyntaxError, TooMuchJson } from '../../http/json/parse-text.js';
import type { ApiOperation, Branch } from '../../model/api-schema.js';
import type { JsonValue } from '../../model/json.js';
import { percentDecoded } from '../../model/percent.js';
import type { ApiDocuments } from '../../schemas/api-documents.js';
import { API_METHODS, type ApiMethod, valuesIn } from './route.js';
import { shellWords } from './shell-words.js';

export interface PastedRoute {
  operation: ApiOperation;
  /** Values of path parameters that the text has. */
  parameters: Record<string, string>;
  query: Record<string, string>;
  /** Headers that the operation declares; no others, since they may be credentials. */
  headers: Record<string, string>;
  body?: JsonValue;
}

interface PastedCall {
  method: ApiMethod;
  /** With its query. */
  address: string;
  headers?: readonly string[];
  data?: string;
}

/** Longest text that is looked at: a curl line with a large body. */
const LONGEST = 200_000;

/** The operation that a pasted text names, with its values; undefined for any other text. */
export function pastedRoute(documents: ApiDocuments, text: string): PastedRoute | undefined {
  const trimmed = text.slice(0, LONGEST).trim();
  if (/^(\$\s+)?curl\s/.test(trimmed)) {
    const call = curlCall(trimmed.replace(/^\$\s+/, ''));
    return call && routeOf(documents, call);
  }
  const [, verb = 'GET', address] = /^(?:([A-Za-z]+)\s+)?(\/\S*|https?:\/\/\S+)$/.exec(trimmed) ?? [];
  const method = methodOf(verb);
  if (address === undefined || method === undefined) return undefined;
  return consoleRoute(documents, address) ?? routeOf(documents, { method, address });
}

function methodOf(verb: string): ApiMethod | undefined {
  return API_METHODS.find((each) => each === verb.toUpperCase());
}

function routeOf(
  documents: ApiDocuments,
  { method, address, headers = [], data }: PastedCall,
): PastedRoute | undefined {
  const url = urlOf(address);
  if (!url) return undefined;
  const path = withBraces(url.pathname);
  const operation = documents.find(method, path);
  if (!operation) return undefined;
  return {
    operation,
    parameters: valuesIn(path, operation),
    query: Object.fromEntries(url.searchParams),
    headers: declaredHeaders(operation, headers),
    ...bodyOf(data),
  };
}

function urlOf(address: string): URL | undefined {
  try {
    return new URL(address, 'https://api.ovh.com');
  } catch {
    return undefined;
  }
}

/** An address has the braces of a template percent-encoded. */
function withBraces(path: string): string {
  return path.replace(/%7B/gi, '{').replace(/%7D/gi, '}');
}

/**
 * `…/console/?section=%2Fdomain&branch=v1#post-/domain/zone/-zoneName-/record`, and the older form
 * `…/console/#/domain/zone/%7BzoneName%7D/record#POST`.
 */
function consoleRoute(documents: ApiDocuments, address: string): PastedRoute | undefined {
  const url = urlOf(address);
  if (!url || !/^\/console(-preview)?\b/.test(url.pathname) || url.hash === '') return undefined;
  const hash = percentDecoded(url.hash.slice(1));
  const branch = url.searchParams.get('branch') ?? undefined;
  const [, verb = '', dashed = ''] = /^([a-z]+)-(\/.*)$/i.exec(hash) ?? [];
  const operation = dashed
    ? operationOf(documents, methodOf(verb), dashed, branch)
    : oldOperation(documents, hash);
  return operation && { operation, parameters: {}, query: {}, headers: {} };
}

/** That console writes a dash for each brace, and the paths of v2 with or without `/v2`. */
function operationOf(
  documents: ApiDocuments,
  method: ApiMethod | undefined,
  dashed: string,
  branch: string | undefined,
): ApiOperation | undefined {
  const withDashes = (path: string) => path.replace(/[\s#:?&={}]/g, '-');
  const wanted = withDashes(dashed);
  const isIt = (each: ApiOperation) =>
    each.method === method &&
    (withDashes(each.path) === wanted ||
      (each.branch === 'v2' && branch !== 'v1' && withDashes(each.path.slice('/v2'.length)) === wanted));
  const found = documents.operations().filter(isIt);
  const asBranch = (name: Branch) => found.find((each) => each.branch === name);
  return branch === 'v2' ? (asBranch('v2') ?? found[0]) : (asBranch('v1') ?? found[0]);
}

function oldOperation(documents: ApiDocuments, hash: string): ApiOperation | undefined {
  const [, path = '', verb = 'GET'] = /^(\/[^#~]*?)(?:[#~]([A-Za-z]+))?$/.exec(hash) ?? [];
  const method = methodOf(verb);
  return path === '' || !method ? undefined : documents.find(method, path);
}

/** Options of curl with a value that says nothing about the call. */
const WITH_VALUE = new Set(
  '-o --output -u --user -A --user-agent -e --referer -b --cookie -c --cookie-jar -m --max-time --connect-timeout --retry -x --proxy --cacert -E --cert --key -w --write-out -K --config'.split(
    ' ',
  ),
);
const DATA = new Set(['-d', '--data', '--data-raw', '--data-binary', '--data-ascii', '--json']);

function curlCall(line: string): PastedCall | undefined {
  const words = shellWords(line)?.slice(1);
  if (!words) return undefined;
  const headers: string[] = [];
  const data: string[] = [];
  let [verb, address, inQuery]: [string?, string?, boolean?] = [];
  for (let at = 0; at < words.length; at++) {
    const { name, value } = optionOf(words[at] ?? '');
    const next = () => value ?? words[++at] ?? '';
    if (name === '-X' || name === '--request') verb = next();
    else if (name === '-H' || name === '--header') headers.push(next());
    else if (DATA.has(name)) data.push(next());
    else if (name === '-G' || name === '--get') inQuery = true;
    else if (name === '-I' || name === '--head') return undefined;
    else if (name === '--url') address = next();
    else if (WITH_VALUE.has(name)) next();
    else if (!name.startsWith('-')) address ??= name;
  }
  const method = methodOf(verb ?? (data.length > 0 && !inQuery ? 'POST' : 'GET'));
  if (!method || address === undefined) return undefined;
  const whole = /^https?:\/\//.test(address) || address.startsWith('/') ? address : `https://${address}`;
  if (!inQuery) return { method, address: whole, headers, ...(data.length > 0 && { data: data.join('&') }) };
  const query = data.join('&');
  return { method, address: `${whole}${whole.includes('?') ? '&' : '?'}${query}`, headers };
}

/** `-XPOST` and `--request=POST` have their value within. */
function optionOf(word: string): { name: string; value?: string } {
  const [, long, inLong] = /^(--[a-z-]+)=([\s\S]*)$/.exec(word) ?? [];
  if (long !== undefined) return { name: long, value: inLong };
  const [, short, inShort] = /^(-[XHd])([\s\S]+)$/.exec(word) ?? [];
  return short === undefined ? { name: word } : { name: short, value: inShort };
}

function declaredHeaders(
  { parameters, branch }: ApiOperation,
  lines: readonly string[],
): Record<string, string> {
  const declared = parameters.filter((each) => each.in === 'header').map(({ name }) => name);
  const known = branch === 'v2' ? [...declared, 'X-Schemas-Version'] : declared;
  return Object.fromEntries(
    lines.flatMap((line): [string, string][] => {
      const [, name = '', value = ''] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
      const same = known.find((each) => each.toLowerCase() === name.trim().toLowerCase());
      return same === undefined ? [] : [[same, value]];
    }),
  );
}

/** What is no JSON, such as the name of a file, is left out. */
function bodyOf(data: string | undefined): { body?: JsonValue } {
  try {
    return data === undefined ? {} : { body: parseJson(data) };
  } catch (error) {
    if (error instanceof JsonSyntaxError || error instanceof TooMuchJson) return {};
    throw error;
  }
}
