// The rights that a configuration needs, in every form in which OVHcloud grants them.
import type { ApiOperation } from '../model/api-schema.js';
import { type AccessRule, accessRules, createTokenLink } from '../plan/access-rules.js';
import { type IamPolicy, iamPolicy } from '../plan/iam-policy.js';
import { routeOf } from '../plan/path-template.js';
import type { ApiDocuments } from '../schemas/api-documents.js';
import { type ExploreOptions, exploreApi } from './explore.js';
import type { SourceWithoutKeys } from './open.js';

export interface Rights {
  rules: AccessRule[];
  /** Page on which a person creates all three keys with these rules. */
  createTokenLink: string;
  /** IAM actions, for a service account (OAuth2) or a user. */
  actions: string[];
  /** Body of `POST /v2/iam/policy`; replace the words in capitals. */
  policy: IamPolicy;
  /** Routes whose actions the documents do not list. */
  unknown: string[];
}

/** Requests the documents of the plan's sections, without keys. */
export async function rightsOf(source: SourceWithoutKeys, options: ExploreOptions = {}): Promise<Rights> {
  const { config, clock } = source;
  const documents = await exploreApi({
    schemas: config.schemas.folder,
    ...options,
    region: config.region.name,
    baseUrl: config.origin === config.region.origin ? undefined : config.origin,
    cache: config.schemas.cache,
    network: config.network,
    routes: routesOf(source).map((route) => route.path),
    clock,
  });
  return rightsIn(documents, source);
}

/** By documents that are there. */
export function rightsIn(documents: ApiDocuments, source: SourceWithoutKeys): Rights {
  const { plan, config } = source;
  const routes = routesOf(source);
  const found = routes.map((route) => documents.find(route.method, route.path));
  const actions = [...new Set(found.flatMap((operation) => operation?.iamActions ?? []))].sort();
  const rules = accessRules(plan);
  const { credentials, account } = config;
  return {
    rules,
    createTokenLink: createTokenLink(config.region.createTokenUrl, rules),
    actions,
    policy: iamPolicy(actions, {
      region: config.region.name,
      account,
      clientId: credentials?.kind === 'oauth2' ? credentials.clientId : undefined,
    }),
    unknown: routes
      .filter((_, index) => tellsNothing(found[index]))
      .map(({ method, path }) => `${method} ${path}`),
  };
}

const routesOf = ({ plan }: SourceWithoutKeys) =>
  plan.nodes.map((node) => ({ method: node.definition.method, path: routeOf(node.path) }));

function tellsNothing(operation: ApiOperation | undefined): boolean {
  return operation === undefined || (operation.authenticated && operation.iamActions.length === 0);
}
