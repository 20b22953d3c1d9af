// What a program printed on standard error, for a message: short, and without secrets.
import { holdsAKey, withoutKeys, withoutUrlSecrets } from '../../model/like-secrets.js';
import { passwordsIn, Secret, scrubber } from '../../model/secret.js';
import { isSecretName } from '../../model/secret-names.js';

const MOST_LINES = 3;
const MOST_CHARACTERS = 300;
const MASK = '***';

/** Names of variables that may hold a secret; PWD is a folder. */
const SECRET_VARIABLE = /key|secret|token|pass|_pwd|cred|auth|cookie/i;
/** `name: value`, `name=value`, `Bearer value`. */
const NAMED =
  /([\w-]*(?:key|secret|token|passw(?:or)?d|pwd|bearer|basic)["']?\s*[:= ]\s*["']?)([^\s"',;]{4,})/gi;
/** `user:password@`, also in a mistyped address, and where the password has a `/` or an `@`. */
const USER = /[^\s/"'<>:]{0,100}:[^\s"'<>]{1,300}@/g;

/** ` (its words)`, or nothing where there are none. */
export function errorOutput(
  stderr: string,
  { env, args, stdout }: { env: Record<string, string | undefined>; args: readonly string[]; stdout: string },
): string {
  const variables = Object.entries(env).flatMap(([name, value = '']) => [
    ...(SECRET_VARIABLE.test(name) ? [value] : []),
    ...passwordsIn(value).map((secret) => secret.reveal()),
  ]);
  // Whatever it printed as a value may be a key.
  const cells = stdout.split(/[\s,;"]+/).filter((cell) => cell.length >= 16);
  const secrets = [...variables, ...args.filter((_, at) => isSecretArgument(args, at)), ...cells];
  const known = scrubber(secrets.map((value) => new Secret(value)))(stderr);
  const withoutUsers = withoutUrlSecrets(known).replace(USER, withoutUser);
  const clean = withoutKeys(withoutUsers).replace(NAMED, `$1${MASK}`);
  const lines = clean.split(/[\r\n]+/).filter((line) => line.trim() !== '');
  const text = lines.slice(-MOST_LINES).join(' / ').trim();
  if (text === '') return '';
  return `, and said: ${text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}...` : text}`;
}

/** The scheme of an address stays. */
function withoutUser(found: string): string {
  const [, scheme = ''] = /^([a-z][a-z0-9+.-]*:\/\/)/i.exec(found) ?? [];
  return `${scheme}${MASK}@`;
}

/** True for what follows `--token`, for `--token=...`, and for what holds a key of OVHcloud. */
export function isSecretArgument(args: readonly string[], at: number): boolean {
  const arg = args[at] ?? '';
  const [, name, value] = /^-{1,2}([\w-]+)=(.+)$/.exec(arg) ?? [];
  if (name !== undefined && value !== undefined && isSecretName(name)) return true;
  const [, before] = /^-{1,2}([\w-]+)$/.exec(args[at - 1] ?? '') ?? [];
  if (before !== undefined && isSecretName(before) && !arg.startsWith('-')) return true;
  // The name of a folder may be as long as a key.
  return (holdsAKey(arg) && !arg.includes('/')) || passwordsIn(arg).length > 0;
}
