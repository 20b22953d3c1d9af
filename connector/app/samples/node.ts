// A request as a script for Node: an ES module without packages.
import { plainHeaders, type SampleRequest, VARIABLES } from './sample.js';

export function nodeCode(sample: SampleRequest): string {
  return [
    '// Node 20 or newer, an ES module: save it as call.mjs, run it with `node call.mjs`.',
    ...(sample.auth === 'keys' ? ["import { createHash } from 'node:crypto';"] : []),
    ...variables(sample),
    '',
    `const method = ${literal(sample.method)};`,
    `const url = ${literal(sample.url)};`,
    ...(sample.body === undefined ? [] : [`const body = ${literal(sample.body)};`]),
    'const headers = {',
    ...plainHeaders(sample).map(([name, value]) => `  ${literal(name)}: ${literal(value)},`),
    '};',
    ...credentials(sample),
    '',
    `const reply = await fetch(url, { method, headers${sample.body === undefined ? '' : ', body'} });`,
    "console.error(reply.status, reply.headers.get('x-ovh-queryid') ?? '');",
    'console.log(await reply.text());',
    'if (!reply.ok) process.exitCode = 1;',
  ].join('\n');
}

function variables({ auth }: SampleRequest): string[] {
  const names = VARIABLES[auth];
  if (names.length === 0) return [];
  return [
    '',
    `const { ${names.join(', ')} } = process.env;`,
    `for (const name of [${names.map((name) => `'${name}'`).join(', ')}]) {`,
    "  if (!process.env[name]) throw new Error(name + ' is not set');",
    '}',
  ];
}

function credentials(sample: SampleRequest): string[] {
  const bearer = (token: string) => [`headers.Authorization = 'Bearer ' + ${token};`];
  switch (sample.auth) {
    case 'none':
      return [];
    case 'bearer':
      return ['', ...bearer('OVH_ACCESS_TOKEN')];
    case 'oauth2':
      return ['', ...tokenLines(sample), ...bearer('access_token')];
    case 'keys':
      return ['', ...signatureLines(sample)];
  }
}

function tokenLines({ tokenUrl }: SampleRequest): string[] {
  return [
    `const token = await fetch(${literal(tokenUrl)}, {`,
    "  method: 'POST',",
    '  body: new URLSearchParams({',
    "    grant_type: 'client_credentials',",
    "    scope: 'all',",
    '    client_id: OVH_CLIENT_ID,',
    '    client_secret: OVH_CLIENT_SECRET,',
    '  }),',
    '});',
    "if (!token.ok) throw new Error('no token: ' + token.status);",
    'const { access_token } = await token.json();',
  ];
}

function signatureLines({ origin, body }: SampleRequest): string[] {
  const parts = [
    'OVH_APPLICATION_SECRET',
    'OVH_CONSUMER_KEY',
    'method',
    'url',
    body === undefined ? "''" : 'body',
  ];
  return [
    "// The server's clock counts: how far it is ahead of this one.",
    'const now = () => Math.floor(new Date().getTime() / 1000);',
    `const offset = Number(await (await fetch(${literal(`${origin}/1.0/auth/time`)})).text()) - now();`,
    'const timestamp = now() + offset;',
    `const signed = [${parts.join(', ')}, timestamp].join('+');`,
    "headers['X-Ovh-Application'] = OVH_APPLICATION_KEY;",
    "headers['X-Ovh-Consumer'] = OVH_CONSUMER_KEY;",
    "headers['X-Ovh-Timestamp'] = String(timestamp);",
    "headers['X-Ovh-Signature'] = '$1$' + createHash('sha1').update(signed).digest('hex');",
  ];
}

function literal(text: string): string {
  return JSON.stringify(text);
}
