// What the page shows around every screen: configuration, region, where keys come from. No secret, and no part of one.

import type { SourceWithoutKeys } from '../../../connector/app/open.js';
import { version } from '../../../connector/app/package.js';
import { REGIONS } from '../../../endpoints/regions.js';
import type { Session, SessionAccount } from '../../contract/source.js';
import { ageOf } from '../explore/catalogue.js';
import { failureOf } from '../failure.js';
import { hasKeys, type Workspace } from '../workspace.js';

export function sessionView(workspace: Workspace): Session {
  const { sources, problem } = workspace.sources();
  const { region, origin } = workspace.place();
  const config = sources[0]?.config;
  const known = workspace.knownDocuments;
  const connections = sources.flatMap(({ config: { connection } }) => connection ?? []);
  return {
    version: version(),
    demo: workspace.demo,
    ...(workspace.file !== undefined && { config: { file: workspace.file, connections } }),
    region: region.name,
    origin,
    regions: REGIONS.map(({ name }) => name),
    branches: region.v2 ? ['v1', 'v2'] : ['v1'],
    credentials: {
      kind: config?.credentials?.kind ?? 'none',
      from: config?.credentialSources ?? [],
    },
    pace: config?.budget.callsPerSecond ?? 0,
    ...(known && { documents: ageOf(known, workspace.folder) }),
    accounts: sources.map(accountView),
    problems: problem ? (failureOf(problem).body.error.issues ?? []) : [],
  };
}

function accountView(source: SourceWithoutKeys): SessionAccount {
  const { connection, region, origin, credentials, credentialSources, budget } = source.config;
  return {
    ...(connection !== undefined && { connection }),
    region: region.name,
    origin,
    credentials: {
      kind: credentials?.kind ?? 'none',
      from: credentialSources,
      isComplete: hasKeys(source),
    },
    hasOAuth2: region.tokenUrl !== undefined,
    pace: budget.callsPerSecond,
  };
}
