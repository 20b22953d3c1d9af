// A request as a command line: secrets are names of environment variables.
import type { DraftConfig } from '../config/config.js';
import type { ApiRequest } from '../model/api.js';
import { stringifyJson } from '../model/json.js';

export function curlCommand(request: ApiRequest, config: DraftConfig): string {
  const query = Object.entries(request.query ?? {}).map(
    ([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`,
  );
  const url = config.origin + request.path + (query.length > 0 ? `?${query.join('&')}` : '');
  const body = request.body === undefined ? '' : stringifyJson(request.body);
  const own = Object.entries(request.headers ?? {}).map(
    ([name, value]) => `-H ${quote(`${name}: ${value}`)}`,
  );
  const sent = body ? ["-H 'Content-Type: application/json;charset=utf-8'", `--data-raw ${quote(body)}`] : [];
  const method = request.method === 'GET' ? [] : [`-X ${request.method}`];
  const parts = (headers: string[]) =>
    ['curl -gsS', ...method, quote(url), ...headers, ...own, ...sent].join(' \\\n  ');
  const { credentials } = config;
  if (credentials && credentials.kind !== 'keys') {
    const token = credentials.kind === 'oauth2' ? [tokenCommand(credentials.tokenUrl)] : [];
    return [...token, parts(['-H "Authorization: Bearer $OVH_ACCESS_TOKEN"'])].join('\n');
  }
  const signed = `"$OVH_APPLICATION_SECRET+$OVH_CONSUMER_KEY+${request.method}+"${quote(url)}+${quote(body)}"+$T"`;
  return [
    `T=$(curl -sS ${quote(`${config.origin}/1.0/auth/time`)})`,
    `S=$(printf '%s' ${signed} | sha1sum | cut -d' ' -f1)`,
    parts([
      '-H "X-Ovh-Application: $OVH_APPLICATION_KEY"',
      '-H "X-Ovh-Consumer: $OVH_CONSUMER_KEY"',
      '-H "X-Ovh-Timestamp: $T"',
      `-H "X-Ovh-Signature: \\$1\\$$S"`,
    ]),
  ].join('\n');
}

/** Asks for a token and keeps it in the variable that holds a given one. */
function tokenCommand(tokenUrl: string): string {
  const form = [
    '-d grant_type=client_credentials -d scope=all',
    '--data-urlencode "client_id=$OVH_CLIENT_ID"',
    '--data-urlencode "client_secret=$OVH_CLIENT_SECRET"',
  ];
  const take = `sed 's/.*"access_token" *: *"\\([^"]*\\)".*/\\1/'`;
  return `OVH_ACCESS_TOKEN=$(${['curl -sS', ...form, quote(tokenUrl)].join(' \\\n  ')} | ${take})`;
}

/** A word that a POSIX shell takes as it is. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
