/** Texts and names that break readers: encodings, control characters, lengths, characters that mean something in a URL. */
import type { ServiceKind } from './products.js';

export const oddTexts: readonly string[] = [
  'Hébergement « Pro » à l’année',
  'espace\u00a0insécable et\u202fespace fine',
  'rocket 🚀 and family 👨‍👩‍👧',
  'مرحبا بالعالم',
  'NUL \u0000 inside',
  'lone surrogate \ud800 inside',
  'tab\tquote"backslash\\slash/ends',
  "=cmd|' /C calc'!A1",
  ' leading and trailing ',
  'null',
];

/** Names that a path must carry encoded exactly once. */
export const hardNames: readonly string[] = [
  'münchen.example',
  'xn--mnchen-3ya.example',
  'trailing-dot.example.',
  '*',
  'space name.example',
  'hash#name.example',
  'percent%name.example',
  'percent%2Fname.example',
  'question?name.example',
  'plus+name.example',
  'comma,name.example',
  'slash/name.example',
  'amp&equals=name.example',
];

export const compositeName = 'pcc-1-2-3-4/host/12';

/** What names of `hardNames` are on a line that are no domain names there. */
const otherKinds: Readonly<Record<string, ServiceKind>> = { '*': 'none' };

/** Names on lines, and what each one is. */
export const hardDomains: readonly (readonly [name: string, kind: ServiceKind])[] = [
  ...hardNames.map((name) => [name, otherKinds[name] ?? 'domain'] as const),
  [compositeName, 'privateCloudHost'],
  ['ns1.ip-192-0-2.example-disk1', 'dedicatedServer'],
  ['192.0.2.0/28', 'ip'],
  ['2001:db8::/56', 'ip'],
  ['+33123456789', 'telephony'],
  ['0033123456789', 'telephony'],
];

/** About 200 kB: starts like a spreadsheet formula and holds quotes, line ends and commas. */
export function longText(): string {
  const line = 'a "quoted" word, a comma; a semicolon\r\nand a new line\n';
  return `=cmd|' /C calc'!A0\n${line.repeat(Math.ceil(200_000 / line.length))}`;
}
