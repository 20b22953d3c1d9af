// A request as a script for Python: the standard library alone.
import { plainHeaders, type SampleRequest } from './sample.js';

export function pythonCode(sample: SampleRequest): string {
  return [
    '# Python 3.8 or newer, the standard library alone: save it as call.py, run it with `python3 call.py`.',
    ...imports(sample),
    '',
    `method = ${literal(sample.method)}`,
    `url = ${literal(sample.url)}`,
    `body = ${literal(sample.body ?? '')}`,
    'headers = {',
    ...plainHeaders(sample).map(([name, value]) => `    ${literal(name)}: ${literal(value)},`),
    '}',
    ...credentials(sample),
    '',
    'data = body.encode("utf-8") if body else None',
    'request = urllib.request.Request(url, data=data, headers=headers, method=method)',
    'try:',
    '    reply = urllib.request.urlopen(request)',
    'except urllib.error.HTTPError as refused:',
    '    reply = refused',
    'print(reply.status, reply.headers.get("X-Ovh-QueryId", ""), file=sys.stderr)',
    'sys.stdout.buffer.write(reply.read() + b"\\n")',
    'sys.exit(0 if reply.status < 400 else 1)',
  ].join('\n');
}

function imports({ auth }: SampleRequest): string[] {
  const own: Record<SampleRequest['auth'], string[]> = {
    keys: ['hashlib', 'os', 'sys', 'time'],
    oauth2: ['json', 'os', 'sys'],
    bearer: ['os', 'sys'],
    none: ['sys'],
  };
  const urllib = ['urllib.error', ...(auth === 'oauth2' ? ['urllib.parse'] : []), 'urllib.request'];
  return [...own[auth], ...urllib].map((name) => `import ${name}`);
}

function credentials(sample: SampleRequest): string[] {
  switch (sample.auth) {
    case 'none':
      return [];
    case 'bearer':
      return ['', 'headers["Authorization"] = "Bearer " + os.environ["OVH_ACCESS_TOKEN"]'];
    case 'oauth2':
      return ['', ...tokenLines(sample), 'headers["Authorization"] = "Bearer " + token'];
    case 'keys':
      return ['', ...signatureLines(sample)];
  }
}

function tokenLines({ tokenUrl }: SampleRequest): string[] {
  return [
    'form = urllib.parse.urlencode({',
    '    "grant_type": "client_credentials",',
    '    "scope": "all",',
    '    "client_id": os.environ["OVH_CLIENT_ID"],',
    '    "client_secret": os.environ["OVH_CLIENT_SECRET"],',
    '}).encode("ascii")',
    `token = json.load(urllib.request.urlopen(${literal(tokenUrl)}, data=form))["access_token"]`,
  ];
}

function signatureLines({ origin }: SampleRequest): string[] {
  return [
    "# The server's clock counts: how far it is ahead of this one.",
    `offset = int(urllib.request.urlopen(${literal(`${origin}/1.0/auth/time`)}).read()) - int(time.time())`,
    'timestamp = str(int(time.time()) + offset)',
    'secret, consumer = os.environ["OVH_APPLICATION_SECRET"], os.environ["OVH_CONSUMER_KEY"]',
    'signed = "+".join([secret, consumer, method, url, body, timestamp])',
    'headers["X-Ovh-Application"] = os.environ["OVH_APPLICATION_KEY"]',
    'headers["X-Ovh-Consumer"] = consumer',
    'headers["X-Ovh-Timestamp"] = timestamp',
    'headers["X-Ovh-Signature"] = "$1$" + hashlib.sha1(signed.encode("utf-8")).hexdigest()',
  ];
}

/** JSON's escapes are Python's too; nothing beyond the basic plane stands escaped. */
function literal(text: string): string {
  return JSON.stringify(text);
}
