// Presets: access rights, logs, support.
import type { Preset } from '../connector/model/preset.js';

export const ACCESS_PRESETS: readonly Preset[] = [
  {
    name: 'iam_resources',
    title: 'Resources, owners and tags',
    description: 'Every resource that access rights can name, with its owner and tags (API v2).',
    endpoints: [
      {
        name: 'iam_resources',
        path: '/v2/iam/resource',
        table: { primaryKey: ['urn'], json: ['tags'] },
        read: { pageSize: 500 },
      },
    ],
  },
  {
    name: 'iam_policies',
    title: 'Access policies',
    description: 'Policies, resource groups and permission groups (API v2).',
    endpoints: [
      {
        name: 'iam_policies',
        path: '/v2/iam/policy',
        table: { primaryKey: ['id'] },
        read: { pageSize: 500 },
      },
      {
        name: 'iam_resource_groups',
        path: '/v2/iam/resourceGroup',
        table: { primaryKey: ['id'] },
        read: { pageSize: 500 },
      },
      {
        name: 'iam_permissions_groups',
        path: '/v2/iam/permissionsGroup',
        table: { primaryKey: ['urn'] },
        read: { pageSize: 500 },
      },
    ],
  },
  {
    name: 'users_and_keys',
    title: 'Users, groups and API keys',
    description: 'Who may sign in, and which keys exist with their expiry.',
    endpoints: [
      {
        name: 'identity_user_ids',
        path: '/me/identity/user',
        table: false,
        read: { item: 'user' },
      },
      {
        name: 'identity_users',
        path: '/me/identity/user/{user}',
        parameters: { user: { from: 'identity_user_ids' } },
      },
      {
        name: 'identity_group_ids',
        path: '/me/identity/group',
        table: false,
        read: { item: 'group' },
      },
      {
        name: 'identity_groups',
        path: '/me/identity/group/{group}',
        parameters: { group: { from: 'identity_group_ids' } },
      },
      {
        name: 'api_application_ids',
        path: '/me/api/application',
        table: false,
        read: { item: 'applicationId' },
      },
      {
        name: 'api_applications',
        path: '/me/api/application/{applicationId}',
        parameters: { applicationId: { from: 'api_application_ids' } },
      },
      {
        name: 'api_credential_ids',
        path: '/me/api/credential',
        table: false,
        read: { item: 'credentialId' },
      },
      {
        name: 'api_credentials',
        path: '/me/api/credential/{credentialId}',
        parameters: { credentialId: { from: 'api_credential_ids' } },
      },
      {
        name: 'oauth2_client_ids',
        path: '/me/api/oauth2/client',
        table: false,
        read: { item: 'clientId' },
      },
      {
        name: 'oauth2_clients',
        path: '/me/api/oauth2/client/{clientId}',
        parameters: { clientId: { from: 'oauth2_client_ids' } },
      },
    ],
  },
  {
    name: 'api_logs',
    title: 'API calls',
    description: 'Calls made with the keys of the account; OVHcloud keeps them for a limited time.',
    endpoints: [
      {
        name: 'api_log_ids',
        path: '/me/api/logs/self',
        table: false,
        read: { item: 'logId' },
      },
      {
        name: 'api_logs',
        path: '/me/api/logs/self/{logId}',
        parameters: { logId: { from: 'api_log_ids' } },
        sync: { mode: 'known' },
      },
    ],
  },
  {
    name: 'audit_logs',
    title: 'Audit log',
    description: 'Sign-ins and changes of access, one row an event.',
    endpoints: [
      {
        name: 'audit_logs',
        path: '/me/logs/audit',
      },
    ],
    notes: ['The route is ALPHA, and events have no id: a row is known by its content.'],
  },
  {
    name: 'support_tickets',
    title: 'Support tickets',
    description: 'Tickets and their messages.',
    endpoints: [
      {
        name: 'support_ticket_ids',
        path: '/support/tickets',
        table: false,
        read: { item: 'ticketId' },
        sync: { window: { from: 'minCreationDate', to: 'maxCreationDate' } },
      },
      {
        name: 'support_tickets',
        path: '/support/tickets/{ticketId}',
        parameters: { ticketId: { from: 'support_ticket_ids' } },
        sync: { mode: 'open', until: { state: ['closed'] } },
      },
      {
        name: 'support_messages',
        path: '/support/tickets/{ticketId}/messages',
        // Below the ticket: of one that is closed they are not asked for again.
        parameters: { ticketId: { from: 'support_tickets', parameter: 'ticketId' } },
        table: { primaryKey: ['ticketId', 'messageId'] },
      },
    ],
    notes: ['Messages are long texts and may hold personal data.'],
  },
];
