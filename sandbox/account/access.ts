/** Users, groups, API keys, access rights, and their logs. */

import type { WireObject } from '../wire/json.js';
import { num } from '../wire/json.js';
import type { GeneratedList } from './described/generated-list.js';
import { anyOfEnum } from './described/generated-list.js';

const logins = ['finance@account.example', 'lecteur été', 'ops/night', 'reader+1', 'last'];
const groups = ['ADMIN', 'DEFAULT', 'billing readers', 'UNPRIVILEGED', 'last'];

const identities: readonly GeneratedList[] = [
  {
    path: '/me/identity/user',
    form: 'members',
    model: 'auth.User',
    idName: 'user',
    idField: 'login',
    id: ({ at }) => logins[at] ?? '',
    fields: ({ at }) => ({ group: groups[at % 2], urn: `urn:v1:eu:identity:user:${logins[at]}` }),
    edge: 'gone',
  },
  {
    path: '/me/identity/group',
    form: 'members',
    model: 'auth.Group',
    idName: 'group',
    idField: 'name',
    id: ({ at }) => groups[at] ?? '',
  },
];

const keys: readonly GeneratedList[] = [
  { path: '/me/api/application', form: 'members', model: 'auth.ApiApplication', idName: 'applicationId' },
  {
    path: '/me/api/credential',
    form: 'members',
    model: 'auth.ApiCredential',
    idName: 'credentialId',
    count: [3, 6],
    fields: ({ random }) => ({ applicationId: num(random.pick([1000, 1007])) }),
    query: { applicationId: 'long', status: anyOfEnum('auth.CredentialStateEnum') },
    where: { applicationId: 'applicationId', status: 'status' },
    edge: 'gone',
  },
  {
    path: '/me/api/oauth2/client',
    form: 'members',
    model: 'oauth2.client',
    idName: 'clientId',
    id: ({ random }) => `EU.${random.hex(16)}`,
  },
];

/** Only the details of the event's own type (`loginSuccessDetails` for `LOGIN_SUCCESS`) have a value. */
function onlyItsDetails(drawn: WireObject): WireObject {
  const own = `${String(drawn.type).replaceAll('_', '').toLowerCase()}details`;
  const others = Object.keys(drawn).filter(
    (name) => name.endsWith('Details') && name !== 'authDetails' && name.toLowerCase() !== own,
  );
  return Object.fromEntries(others.map((name) => [name, null]));
}

const logs: readonly GeneratedList[] = [
  { path: '/me/api/logs/self', form: 'members', model: 'api.Log', idName: 'logId', count: [3, 6] },
  {
    path: '/me/logs/audit',
    form: 'objects',
    model: 'audit.Log',
    count: [8, 12],
    fields: (_, drawn) => onlyItsDetails(drawn),
  },
];

const rights: readonly GeneratedList[] = [
  {
    path: '/v2/iam/resourceGroup',
    form: 'objects',
    model: 'iam.group.Response',
    // More than one page.
    count: [27, 29],
    paged: true,
    query: { details: 'boolean' },
  },
  {
    path: '/v2/iam/permissionsGroup',
    form: 'objects',
    model: 'iam.PermissionsGroup',
    idField: 'urn',
    id: ({ at }) => `urn:v1:eu:permissionsGroup:ovh:group-${at}`,
    count: [3, 5],
    paged: true,
  },
];

export const accessLists: readonly GeneratedList[] = [...identities, ...keys, ...logs, ...rights];
