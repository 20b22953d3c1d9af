// When the next loads are due, and which routes of the configuration will go.

import type { SourceWithoutKeys } from '../../../connector/app/open.js';
import { scheduledWithoutKeys } from '../../../connector/app/schedule/scheduled-source.js';
import { ConfigError } from '../../../connector/model/errors.js';
import { routeOf } from '../../../connector/plan/path-template.js';
import { pipelineStatuses, upcomingRuns } from '../../../connector/schedule/upcoming.js';
import type { ApiDocuments } from '../../../connector/schemas/api-documents.js';
import type { DeprecatedRoute, HomeAnswer, PipelineView } from '../../contract/home.js';
import type { Workspace } from '../workspace.js';

export async function homeAnswer(workspace: Workspace): Promise<HomeAnswer> {
  const { sources } = workspace.sources();
  const now = workspace.clock.now();
  const documents = workspace.knownDocuments;
  return {
    at: new Date(now).toISOString(),
    ...(await scheduleOf(workspace, sources, now)),
    deprecated: documents ? sources.flatMap((source) => deprecatedIn(source, documents)) : [],
  };
}

async function scheduleOf(
  { file, reading }: Workspace,
  [first]: readonly SourceWithoutKeys[],
  now: number,
): Promise<Pick<HomeAnswer, 'pipelines' | 'scheduleProblem'>> {
  if (file === undefined || !first || first.config.schedule.length === 0) return { pipelines: [] };
  try {
    const { pipelines, destination } = scheduledWithoutKeys(file, reading);
    const states = await pipelineStatuses(pipelines, destination, now);
    return {
      pipelines: states.map(({ pipeline, last, leftover }): PipelineView => {
        const [next] = upcomingRuns([pipeline], now, 1);
        const { name, timeZone, connections = [], only = [] } = pipeline;
        return {
          ...{ name, timeZone, connections: [...connections], only: [...only] },
          ...(next && { next: new Date(next.tick).toISOString() }),
          ...(last && { last }),
          ...(leftover && { missed: new Date(leftover.tick).toISOString() }),
        };
      }),
    };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { pipelines: [], scheduleProblem: { code: error.issues[0]?.code ?? '', message: error.message } };
  }
}

function deprecatedIn({ plan, config }: SourceWithoutKeys, documents: ApiDocuments): DeprecatedRoute[] {
  return plan.nodes.flatMap(({ name, definition: { method }, path }) => {
    const operation = documents.route(method, routeOf(path));
    if (operation?.status.value !== 'DEPRECATED') return [];
    const { deletionDate, replacement } = operation.status;
    return [
      {
        ...(config.connection !== undefined && { connection: config.connection }),
        ...{ source: name, method, path: operation.path },
        ...(deletionDate !== undefined && { deletion: deletionDate.slice(0, 10) }),
        ...(replacement !== undefined && { replacement }),
      },
    ];
  });
}
