// What may be asked for: connections, and their source objects.
import type { ChoicesAnswer } from '../../contract/run.js';
import { hasKeys, type Workspace } from '../workspace.js';
import { sourcesOf } from './history.js';
import { planObjects } from './plan-objects.js';

export function choicesAnswer(workspace: Workspace): ChoicesAnswer {
  return {
    connections: sourcesOf(workspace).map((source) => {
      const { config, plan } = source;
      const dated = new Map(
        plan.nodes.map(({ name, definition }) => [name, definition.sync.window !== undefined]),
      );
      return {
        ...(config.connection !== undefined && { connection: config.connection }),
        hasKeys: hasKeys(source),
        objects: planObjects(plan).map(({ name, depth, path, table, loaded }) => ({
          ...{ name, depth, path, dated: dated.get(name) ?? false },
          ...(loaded && { table }),
        })),
      };
    }),
  };
}
