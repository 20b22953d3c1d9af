// The rights of a plan for a service account: IAM actions, and the policy that grants them.

export interface IamPolicy {
  name: string;
  description: string;
  identities: string[];
  resources: { urn: string }[];
  permissions: { allow: { action: string }[] };
}

export interface PolicyNames {
  /** `eu`, `ca` or `us`: the part of an URN that names the region. */
  region: string;
  /** The account; what has to be filled in where it is not known. */
  account?: string;
  clientId?: string;
}

/**
 * The body of `POST /v2/iam/policy` that grants just these actions. An action begins with the type of the
 * resource that it acts on: `account:apiovh:me/bill/get`.
 */
export function iamPolicy(actions: readonly string[], names: PolicyNames): IamPolicy {
  const account = names.account ?? 'NICHANDLE';
  const types = [...new Set(actions.map((action) => action.split(':')[0] ?? ''))].sort();
  const urnOf = (type: string) =>
    `urn:v1:${names.region}:resource:${type}:${type === 'account' ? account : '*'}`;
  return {
    name: 'source-ovhcloud',
    description: 'What source-ovhcloud reads',
    identities: [
      `urn:v1:${names.region}:identity:credential:${account}/oauth2-${names.clientId ?? 'CLIENT_ID'}`,
    ],
    resources: types.map((type) => ({ urn: urnOf(type) })),
    permissions: { allow: [...new Set(actions)].sort().map((action) => ({ action })) },
  };
}
