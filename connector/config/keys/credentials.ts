// Which credentials a configuration uses, and where each key comes from.
import type { Credentials, Region } from '../../model/region.js';
import { Secret } from '../../model/secret.js';
import type { Issues } from '../file/issues.js';
import { type CredentialScope, sectionsOf } from './credential-scope.js';
import type { FoundValue, OvhConf } from './ovh-conf.js';

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

export interface CredentialInputs {
  /** Who holds the keys: the configuration itself, or one of its connections. */
  holder: CredentialScope;
  /** What the configuration is called. */
  source: string;
  env: Record<string, string | undefined>;
  conf: OvhConf;
  /** Undefined when it could not be found out. */
  region: Region | undefined;
  required: boolean;
  issues: Issues;
}

export interface ResolvedCredentials {
  credentials?: Credentials;
  sources: string[];
}

type FoundKeys = Map<string, FoundValue>;

/** Credentials by the configuration, else the environment, else ovh.conf; what is wrong goes to `issues`. */
export function resolveCredentials(inputs: CredentialInputs): ResolvedCredentials {
  const form = writtenForm(inputs);
  if (form === 'conflict' || inputs.issues.touches(authPath(inputs))) return { sources: [] };
  const chosen = form ?? chooseForm(inputs);
  if (chosen === undefined) return { sources: [] };
  const keys = findKeys(chosen, inputs, true);
  checkCharacters(chosen, keys, inputs);
  if (inputs.required) complainOfMissing(chosen, keys, inputs);
  return build(chosen, keys, inputs);
}

/** The form that the configuration itself begins; a mixture is an issue. */
function writtenForm(inputs: CredentialInputs): FormName | 'conflict' | undefined {
  const written = FORM_NAMES.filter((name) =>
    FORMS[name].keys.some(({ key }) => own(inputs.holder.values.auth, key) !== undefined),
  );
  if (written.length <= 1) return written[0];
  const names = written.flatMap((name) =>
    FORMS[name].keys.map(({ key }) => key).filter((key) => own(inputs.holder.values.auth, key) !== undefined),
  );
  inputs.issues.at(
    authPath(inputs),
    'credentials-mixed',
    `mixes forms of credentials (${names.join(', ')}); allowed: exactly one of ${FORM_NAMES.map((name) => FORMS[name].keys.map(({ key }) => key).join(' + ')).join(', or ')}`,
  );
  return 'conflict';
}

function findKeys(form: FormName, inputs: CredentialInputs, withConf: boolean): FoundKeys {
  const found: FoundKeys = new Map();
  for (const names of FORMS[form].keys) {
    const written = own(inputs.holder.values.auth, names.key);
    const fromEnv = inputs.env[variableOf(names, inputs)];
    if (typeof written === 'string') {
      found.set(names.key, { value: written, source: inputs.source, where: inputs.source });
    } else if (fromEnv) {
      found.set(names.key, { value: fromEnv, source: ENVIRONMENT, where: ENVIRONMENT });
    } else if (inputs.region && withConf) {
      const inConf = inputs.conf.find(sectionsOf(inputs.holder, inputs.region), names.ini);
      if (inConf) found.set(names.key, inConf);
    }
  }
  return found;
}

/** The form where the configuration names none: complete in the environment, else complete with ovh.conf. */
function chooseForm(inputs: CredentialInputs): FormName | undefined {
  const isComplete = (form: FormName, keys: FoundKeys) => FORMS[form].keys.every(({ key }) => keys.has(key));
  const inEnvironment = FORM_NAMES.filter((form) => isComplete(form, findKeys(form, inputs, false)));
  const found = new Map(FORM_NAMES.map((form) => [form, new Map() as FoundKeys]));
  if (inEnvironment.length > 0) return onlyOne(inEnvironment, ENVIRONMENT, found, inputs);
  for (const form of FORM_NAMES) found.set(form, findKeys(form, inputs, true));
  const complete = FORM_NAMES.filter((form) => isComplete(form, found.get(form) ?? new Map()));
  const begun = complete.filter((form) =>
    [...(found.get(form)?.values() ?? [])].some((value) => value.source === ENVIRONMENT),
  );
  if (begun.length === 1) return begun[0];
  if (complete.length > 0) return onlyOne(complete, 'ovh.conf', found, inputs);
  const size = (form: FormName) => found.get(form)?.size ?? 0;
  return FORM_NAMES.reduce<FormName>((best, form) => (size(form) > size(best) ? form : best), 'keys');
}

function onlyOne(
  forms: FormName[],
  where: string,
  found: Map<FormName, FoundKeys>,
  inputs: CredentialInputs,
): FormName | undefined {
  if (forms.length === 1) return forms[0];
  const named = forms.map((form) => {
    const fromEnv = where === ENVIRONMENT;
    const keys = FORMS[form].keys.map((names) =>
      fromEnv
        ? variableOf(names, inputs)
        : `${names.ini} in ${found.get(form)?.get(names.key)?.source ?? 'ovh.conf'}`,
    );
    return `${FORMS[form].title} (${keys.join(', ')})`;
  });
  inputs.issues.elsewhere(
    where,
    undefined,
    'credentials-mixed',
    `holds more than one form of credentials: ${named.join(' and ')}; keep one, or write one under auth`,
  );
  return undefined;
}

function checkCharacters(form: FormName, keys: FoundKeys, inputs: CredentialInputs): void {
  for (const names of FORMS[form].keys) {
    const found = keys.get(names.key);
    if (!found || /^[!-~]{1,4096}$/.test(found.value)) continue;
    const message = 'the value (not shown) holds a space, a line break or another character no key has';
    const name = found.source === ENVIRONMENT ? variableOf(names, inputs) : names.ini;
    inputs.issues.elsewhere(found.where, name, 'credentials-invalid', message);
  }
}

function complainOfMissing(form: FormName, keys: FoundKeys, inputs: CredentialInputs): void {
  const missing = FORMS[form].keys.filter(({ key }) => !keys.has(key));
  if (missing.length === 0) return;
  const section = sectionsOf(inputs.holder, inputs.region)[0];
  if (keys.size === 0) {
    const variables = FORM_NAMES.map((name) =>
      FORMS[name].keys.map((names) => variableOf(names, inputs)).join(' + '),
    ).join(', or ');
    const within = inputs.holder.name === undefined ? '' : `[${section}] of `;
    inputs.issues.at(
      authPath(inputs),
      'credentials-missing',
      `no credentials found: not under auth, not in the environment (${variables}), not in ${within}./ovh.conf, ~/.ovh.conf, /etc/ovh.conf`,
    );
    return;
  }
  for (const names of missing) {
    inputs.issues.at(
      [...authPath(inputs), names.key],
      'credentials-missing',
      `is missing; write it here, set ${variableOf(names, inputs)}, or put ${names.ini} into ${section ? `[${section}] of ` : ''}an ovh.conf`,
    );
  }
}

function build(form: FormName, keys: FoundKeys, inputs: CredentialInputs): ResolvedCredentials {
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
    if (inputs.region && inputs.region.tokenUrl === undefined) refuseOAuth2(inputs.region, inputs);
    const written = inputs.holder.values.tokenUrl;
    const tokenUrl = typeof written === 'string' ? written : inputs.region?.tokenUrl;
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

function refuseOAuth2(region: Region, inputs: CredentialInputs): void {
  inputs.issues.at(
    authPath(inputs),
    'region-lacks',
    `OAuth2 client id and secret do not exist in the region ${region.name}; allowed: ${FORMS.keys.title}`,
  );
}

const authPath = ({ holder }: CredentialInputs) => [...holder.path, 'auth'];

const variableOf = ({ variable }: KeyNames, { holder }: CredentialInputs) => `${holder.prefix}${variable}`;

function own(group: unknown, key: string): unknown {
  if (typeof group !== 'object' || group === null || !Object.hasOwn(group, key)) return undefined;
  return (group as Record<string, unknown>)[key];
}
