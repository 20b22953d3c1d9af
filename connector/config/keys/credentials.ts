// Which credentials an account uses, and where each key is from.
import type { Credentials, Region } from '../../model/region.js';
import { Secret } from '../../model/secret.js';
import type { KeyPath } from '../file/key-path.js';
import type { Reading } from '../reading.js';
import { valueAt } from '../schema/explain.js';
import type { CredentialScope } from './credential-scope.js';
import type { FoundValue } from './ovh-conf.js';
import type { AccountSections } from './profile.js';

type FormName = Credentials['kind'];

interface KeyNames {
  /** In the configuration, under `auth`. */
  key: string;
  variable: string;
  /** In ovh.conf. */
  ini: string;
}

const FORMS: Record<FormName, { title: string; keys: KeyNames[] }> = {
  keys: {
    title: 'application key, application secret and consumer key',
    keys: [
      { key: 'applicationKey', variable: 'OVH_APPLICATION_KEY', ini: 'application_key' },
      { key: 'applicationSecret', variable: 'OVH_APPLICATION_SECRET', ini: 'application_secret' },
      { key: 'consumerKey', variable: 'OVH_CONSUMER_KEY', ini: 'consumer_key' },
    ],
  },
  oauth2: {
    title: 'OAuth2 client id and secret',
    keys: [
      { key: 'clientId', variable: 'OVH_CLIENT_ID', ini: 'client_id' },
      { key: 'clientSecret', variable: 'OVH_CLIENT_SECRET', ini: 'client_secret' },
    ],
  },
  bearer: {
    title: 'bearer token',
    keys: [{ key: 'token', variable: 'OVH_ACCESS_TOKEN', ini: 'access_token' }],
  },
};
const FORM_NAMES: FormName[] = ['keys', 'oauth2', 'bearer'];
const ENVIRONMENT = 'environment';

/** Each key of all forms: its name under `auth`, and in an ovh.conf. */
export function iniNames(): [key: string, ini: string][] {
  return Object.values(FORMS).flatMap(({ keys }) => keys.map(({ key, ini }): [string, string] => [key, ini]));
}

export interface ResolvedCredentials {
  credentials?: Credentials;
  /** Where the keys are from: `source.yaml`, `environment`, `/etc/ovh.conf`. */
  sources: string[];
  /** Each key of their form, found or not. */
  keys?: KeyOrigin[];
}

export interface KeyOrigin {
  /** Under `auth`. */
  name: string;
  /** `source.yaml`, `OVH_CONSUMER_KEY`, `/etc/ovh.conf`; never a value. Absent where it was not found. */
  from?: string;
  /** The variable for which it is written, where that is not set, and where it is written. */
  unset?: { variable: string; where: string };
}

/** What each key of one account is looked up with. */
interface Lookup extends Pick<Reading, 'issues' | 'written' | 'unsetVariable'> {
  scope: CredentialScope;
  sections: AccountSections;
  /** Undefined where it could not be found out. */
  region: Region | undefined;
  env: Record<string, string | undefined>;
}

type FoundKeys = Map<string, FoundValue>;

/** Credentials from the configuration, else the environment, else ovh.conf; what is wrong goes to the issues. */
export function resolveCredentials(
  scope: CredentialScope,
  region: Region | undefined,
  sections: AccountSections,
  { issues, written, unsetVariable, environment, keysRequired }: Reading,
): ResolvedCredentials {
  const lookup = { scope, region, sections, issues, written, unsetVariable, env: environment.env };
  const form = writtenForm(lookup);
  if (form === 'conflict' || issues.touches(authPath(lookup))) return { sources: [] };
  const chosen = form ?? chooseForm(lookup);
  if (chosen === undefined) return { sources: [] };
  const keys = findKeys(chosen, lookup, true);
  const isAll = (isThere: (key: string) => boolean) => FORMS[chosen].keys.every(({ key }) => isThere(key));
  const isJudged = sections.check(region, {
    isWritten: isAll((key) => isWritten(key, lookup)),
    isComplete: isAll((key) => keys.has(key)),
  });
  checkCharacters(chosen, keys, lookup);
  if (keysRequired && isJudged) refuseMissingKeys(chosen, keys, lookup);
  return { ...build(chosen, keys, lookup), keys: originsOf(chosen, keys, lookup) };
}

function originsOf(form: FormName, keys: FoundKeys, lookup: Lookup): KeyOrigin[] {
  return FORMS[form].keys.map((names) => {
    const path = [...authPath(lookup), names.key];
    const variable = lookup.unsetVariable(path);
    if (variable !== undefined)
      return { name: names.key, unset: { variable, where: lookup.issues.positions.print(path) } };
    const source = keys.get(names.key)?.source;
    const found = source === ENVIRONMENT ? variableOf(names, lookup) : source;
    const from = isWritten(names.key, lookup) ? writtenOrigin(path, lookup) : found;
    return { name: names.key, ...(from !== undefined && { from }) };
  });
}

/** Where the value of a written key is: the variable or file that it stands for, else the file that has it. */
function writtenOrigin(path: KeyPath, { written, env, issues: { positions } }: Lookup): string {
  const text = valueAt(written, path);
  const [, name, fallback] = (typeof text === 'string' && /^\$\{(\w+)(:-.*)?\}$/s.exec(text)) || [];
  if (name !== undefined && (fallback === undefined || env[name])) return name;
  const [, file] = (typeof text === 'string' && /^\$\{file:([^}]+)\}$/.exec(text)) || [];
  return file ?? positions.of(path)?.source ?? positions.source;
}

/** The form of the keys in the configuration itself; a mixture is an issue. */
function writtenForm(lookup: Lookup): FormName | 'conflict' | undefined {
  const written = FORM_NAMES.filter((name) => FORMS[name].keys.some(({ key }) => isWritten(key, lookup)));
  if (written.length <= 1) return written[0];
  const names = written.flatMap((name) =>
    FORMS[name].keys.map(({ key }) => key).filter((key) => isWritten(key, lookup)),
  );
  lookup.issues.at(
    authPath(lookup),
    'credentials-mixed',
    `mixes forms of credentials (${names.join(', ')}); allowed: exactly one of ${FORM_NAMES.map((name) => FORMS[name].keys.map(({ key }) => key).join(' + ')).join(', or ')}`,
  );
  return 'conflict';
}

function findKeys(form: FormName, lookup: Lookup, withConf: boolean): FoundKeys {
  const found: FoundKeys = new Map();
  for (const names of FORMS[form].keys) {
    // No key of another place stands in for one that is written.
    if (lookup.unsetVariable([...authPath(lookup), names.key]) !== undefined) continue;
    const written = own(lookup.scope.values.auth, names.key);
    const fromEnv = lookup.env[variableOf(names, lookup)];
    if (typeof written === 'string') {
      const { source } = lookup.issues.positions;
      found.set(names.key, { value: written, source, where: source });
    } else if (fromEnv) {
      found.set(names.key, { value: fromEnv, source: ENVIRONMENT, where: ENVIRONMENT });
    } else if (withConf) {
      const inConf = lookup.sections.find(lookup.region, names.ini);
      if (inConf) found.set(names.key, inConf);
    }
  }
  return found;
}

/** The form where the configuration has no keys: complete in the environment, else complete with ovh.conf. */
function chooseForm(lookup: Lookup): FormName | undefined {
  const isComplete = (form: FormName, keys: FoundKeys) => FORMS[form].keys.every(({ key }) => keys.has(key));
  const inEnvironment = FORM_NAMES.filter((form) => isComplete(form, findKeys(form, lookup, false)));
  const found = new Map(FORM_NAMES.map((form) => [form, new Map() as FoundKeys]));
  if (inEnvironment.length > 0) return onlyOne(inEnvironment, ENVIRONMENT, found, lookup);
  for (const form of FORM_NAMES) found.set(form, findKeys(form, lookup, true));
  const complete = FORM_NAMES.filter((form) => isComplete(form, found.get(form) ?? new Map()));
  const begun = complete.filter((form) =>
    [...(found.get(form)?.values() ?? [])].some((value) => value.source === ENVIRONMENT),
  );
  if (begun.length === 1) return begun[0];
  if (complete.length > 0) return onlyOne(complete, 'ovh.conf', found, lookup);
  const size = (form: FormName) => found.get(form)?.size ?? 0;
  return FORM_NAMES.reduce<FormName>((best, form) => (size(form) > size(best) ? form : best), 'keys');
}

function onlyOne(
  forms: FormName[],
  where: string,
  found: Map<FormName, FoundKeys>,
  lookup: Lookup,
): FormName | undefined {
  if (forms.length === 1) return forms[0];
  const named = forms.map((form) => {
    const fromEnv = where === ENVIRONMENT;
    const keys = FORMS[form].keys.map((names) =>
      fromEnv
        ? variableOf(names, lookup)
        : `${names.ini} in ${found.get(form)?.get(names.key)?.source ?? 'ovh.conf'}`,
    );
    return `${FORMS[form].title} (${keys.join(', ')})`;
  });
  lookup.issues.elsewhere(
    where,
    undefined,
    'credentials-mixed',
    `holds more than one form of credentials: ${named.join(' and ')}; keep one, or write one under auth`,
  );
  return undefined;
}

function checkCharacters(form: FormName, keys: FoundKeys, lookup: Lookup): void {
  for (const names of FORMS[form].keys) {
    const found = keys.get(names.key);
    const message = found && characterProblem(found.value);
    if (!found || message === undefined) continue;
    const name = found.source === ENVIRONMENT ? variableOf(names, lookup) : names.ini;
    if (isWritten(names.key, lookup))
      lookup.issues.at([...authPath(lookup), names.key], 'credentials-invalid', message);
    else lookup.issues.elsewhere(found.where, name, 'credentials-invalid', message);
  }
}

/** Shells and files of variables at times keep the quotes around a value. */
function characterProblem(value: string): string | undefined {
  if (/^(["'`]).*\1$/s.test(value)) return 'the value (not shown) stands in quotes: remove them';
  if (/^\$\{[^}]*\}$/.test(value))
    return 'the value (not shown) is a variable in braces, and none is replaced here: write the key itself';
  if (/^[!-~]{1,4096}$/.test(value)) return undefined;
  return 'the value (not shown) holds a space, a line break or another character no key has';
}

function refuseMissingKeys(form: FormName, keys: FoundKeys, lookup: Lookup): void {
  const missing = FORMS[form].keys.filter(({ key }) => !keys.has(key));
  if (missing.length === 0) return;
  const section = lookup.sections.section(lookup.region);
  if (keys.size === 0) {
    const variables = FORM_NAMES.map((name) =>
      FORMS[name].keys.map((names) => variableOf(names, lookup)).join(' + '),
    ).join(', or ');
    const isNamed = lookup.scope.name !== undefined || lookup.sections.profile !== undefined;
    const within = isNamed ? `[${section}] of ` : '';
    lookup.issues.at(
      authPath(lookup),
      'credentials-missing',
      `no credentials found: not under auth, not in the environment (${variables}), not in ${within}./ovh.conf, ~/.ovh.conf, /etc/ovh.conf`,
    );
    return;
  }
  for (const names of missing) {
    lookup.issues.at(
      [...authPath(lookup), names.key],
      'credentials-missing',
      `is missing; write it here, set ${variableOf(names, lookup)}, or put ${names.ini} into ${section ? `[${section}] of ` : ''}an ovh.conf`,
    );
  }
}

function build(form: FormName, keys: FoundKeys, lookup: Lookup): ResolvedCredentials {
  const sources = [...new Set([...keys.values()].map((found) => found.source))];
  const secret = (key: string) => {
    const value = keys.get(key)?.value;
    return value === undefined ? undefined : new Secret(value);
  };
  if (form === 'bearer') {
    const token = secret('token');
    return token ? { credentials: { kind: 'bearer', token }, sources } : { sources: [] };
  }
  if (form === 'oauth2') {
    const clientId = keys.get('clientId')?.value;
    const clientSecret = secret('clientSecret');
    if (lookup.region && lookup.region.tokenUrl === undefined) refuseOAuth2(lookup.region, lookup);
    const written = lookup.scope.values.tokenUrl;
    const tokenUrl = typeof written === 'string' ? written : lookup.region?.tokenUrl;
    if (!clientId || !clientSecret || !tokenUrl) return { sources: [] };
    return { credentials: { kind: 'oauth2', clientId, clientSecret, tokenUrl }, sources };
  }
  const applicationKey = secret('applicationKey');
  const applicationSecret = secret('applicationSecret');
  const consumerKey = secret('consumerKey');
  if (!applicationKey || !applicationSecret) return { sources: [] };
  const credentials: Credentials = { kind: 'keys', applicationKey, applicationSecret };
  return { credentials: consumerKey ? { ...credentials, consumerKey } : credentials, sources };
}

function refuseOAuth2(region: Region, lookup: Lookup): void {
  lookup.issues.at(
    authPath(lookup),
    'region-lacks',
    `OAuth2 client id and secret do not exist in the region ${region.name}; allowed: ${FORMS.keys.title}`,
  );
}

const authPath = ({ scope }: Lookup) => [...scope.path, 'auth'];

/** In the configuration, if only for a variable that is not set. */
const isWritten = (key: string, { scope, unsetVariable }: Lookup) =>
  own(scope.values.auth, key) !== undefined || unsetVariable([...scope.path, 'auth', key]) !== undefined;

const variableOf = ({ variable }: KeyNames, { scope }: Lookup) => `${scope.prefix}${variable}`;

function own(group: unknown, key: string): unknown {
  if (typeof group !== 'object' || group === null || !Object.hasOwn(group, key)) return undefined;
  return (group as Record<string, unknown>)[key];
}
