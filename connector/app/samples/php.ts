// A request as a script for PHP: the curl extension alone.
import { plainHeaders, type SampleRequest } from './sample.js';

export function phpCode(sample: SampleRequest): string {
  return [
    '<?php',
    '// PHP 8 or newer with its curl extension: save it as call.php, run it with `php call.php`.',
    ...SEND,
    ...(sample.auth === 'none' ? [] : VARIABLE),
    '',
    `$method = ${literal(sample.method)};`,
    `$url = ${literal(sample.url)};`,
    `$body = ${sample.body === undefined ? 'null' : literal(sample.body)};`,
    '$headers = [',
    // An empty header needs a semicolon: with a colon, curl removes the header.
    ...plainHeaders(sample).map(
      ([name, value]) => `    ${literal(value.trim() === '' ? `${name};` : `${name}: ${value}`)},`,
    ),
    '];',
    ...credentials(sample),
    '',
    '[$status, $text] = send($method, $url, $headers, $body);',
    'fwrite(STDERR, $status . PHP_EOL);',
    'echo $text, PHP_EOL;',
    'exit($status < 400 ? 0 : 1);',
  ].join('\n');
}

const SEND = [
  '',
  'function send(string $method, string $url, array $headers, ?string $body): array',
  '{',
  '    $curl = curl_init($url);',
  '    curl_setopt_array($curl, [',
  '        CURLOPT_CUSTOMREQUEST => $method,',
  '        CURLOPT_HTTPHEADER => $headers,',
  '        CURLOPT_RETURNTRANSFER => true,',
  '    ]);',
  '    if ($body !== null) {',
  '        curl_setopt($curl, CURLOPT_POSTFIELDS, $body);',
  '    }',
  '    $text = curl_exec($curl);',
  '    if ($text === false) {',
  '        throw new RuntimeException(curl_error($curl));',
  '    }',
  '    return [curl_getinfo($curl, CURLINFO_RESPONSE_CODE), $text];',
  '}',
];

const VARIABLE = [
  '',
  'function variable(string $name): string',
  '{',
  '    $value = getenv($name);',
  "    if ($value === false || $value === '') {",
  "        throw new RuntimeException($name . ' is not set');",
  '    }',
  '    return $value;',
  '}',
];

function credentials(sample: SampleRequest): string[] {
  switch (sample.auth) {
    case 'none':
      return [];
    case 'bearer':
      return ['', "$headers[] = 'Authorization: Bearer ' . variable('OVH_ACCESS_TOKEN');"];
    case 'oauth2':
      return ['', ...tokenLines(sample), "$headers[] = 'Authorization: Bearer ' . $token;"];
    case 'keys':
      return ['', ...signatureLines(sample)];
  }
}

function tokenLines({ tokenUrl }: SampleRequest): string[] {
  return [
    '$form = http_build_query([',
    "    'grant_type' => 'client_credentials',",
    "    'scope' => 'all',",
    "    'client_id' => variable('OVH_CLIENT_ID'),",
    "    'client_secret' => variable('OVH_CLIENT_SECRET'),",
    ']);',
    `[$status, $text] = send('POST', ${literal(tokenUrl)}, [], $form);`,
    'if ($status !== 200) {',
    "    throw new RuntimeException('no token: ' . $status);",
    '}',
    "$token = json_decode($text, true)['access_token'];",
  ];
}

function signatureLines({ origin }: SampleRequest): string[] {
  return [
    "// The server's clock counts: how far it is ahead of this one.",
    `[, $serverTime] = send('GET', ${literal(`${origin}/1.0/auth/time`)}, [], null);`,
    '$offset = (int) $serverTime - time();',
    '$timestamp = time() + $offset;',
    "$secret = variable('OVH_APPLICATION_SECRET');",
    "$consumer = variable('OVH_CONSUMER_KEY');",
    "$signed = implode('+', [$secret, $consumer, $method, $url, $body ?? '', $timestamp]);",
    "$headers[] = 'X-Ovh-Application: ' . variable('OVH_APPLICATION_KEY');",
    "$headers[] = 'X-Ovh-Consumer: ' . $consumer;",
    "$headers[] = 'X-Ovh-Timestamp: ' . $timestamp;",
    "$headers[] = 'X-Ovh-Signature: $1$' . sha1($signed);",
  ];
}

/** In single quotes, only the quote and the backslash are special. */
function literal(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
