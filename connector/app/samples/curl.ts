// A request as a command line: secrets are names of environment variables.
import { plainHeaders, type SampleRequest } from './sample.js';

export function curlCode(sample: SampleRequest): string {
  const { method, url, origin, body } = sample;
  // An empty header needs a semicolon: with a colon, curl removes the header.
  const own = plainHeaders(sample).map(
    ([name, value]) => `-H ${quote(value.trim() === '' ? `${name};` : `${name}: ${value}`)}`,
  );
  const sent = body === undefined ? [] : [`--data-raw ${quote(body)}`];
  const verb = method === 'GET' ? [] : [`-X ${method}`];
  const call = (headers: string[]) =>
    ['curl -gsS', ...verb, quote(url), ...headers, ...own, ...sent].join(' \\\n  ');
  switch (sample.auth) {
    case 'none':
      return call([]);
    case 'oauth2':
      return [tokenCommand(sample.tokenUrl), call([BEARER])].join('\n');
    case 'bearer':
      return call([BEARER]);
    case 'keys': {
      const signed = `"$OVH_APPLICATION_SECRET+$OVH_CONSUMER_KEY+${method}+"${quote(url)}+${quote(body ?? '')}"+$T"`;
      return [
        `T=$(curl -sS ${quote(`${origin}/1.0/auth/time`)})`,
        `S=$(printf '%s' ${signed} | sha1sum | cut -d' ' -f1)`,
        call(SIGNED),
      ].join('\n');
    }
  }
}

const BEARER = '-H "Authorization: Bearer $OVH_ACCESS_TOKEN"';

const SIGNED = [
  '-H "X-Ovh-Application: $OVH_APPLICATION_KEY"',
  '-H "X-Ovh-Consumer: $OVH_CONSUMER_KEY"',
  '-H "X-Ovh-Timestamp: $T"',
  '-H "X-Ovh-Signature: \\$1\\$$S"',
];

/** Requests a token and stores it in the variable of a bearer token. */
function tokenCommand(tokenUrl: string): string {
  const form = [
    '-d grant_type=client_credentials -d scope=all',
    '--data-urlencode "client_id=$OVH_CLIENT_ID"',
    '--data-urlencode "client_secret=$OVH_CLIENT_SECRET"',
  ];
  const take = `sed 's/.*"access_token" *: *"\\([^"]*\\)".*/\\1/'`;
  return `OVH_ACCESS_TOKEN=$(${['curl -sS', ...form, quote(tokenUrl)].join(' \\\n  ')} | ${take})`;
}

/** A word that a POSIX shell reads literally. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
