// Values for a path parameter, as a person may choose them.
import { listedValues, loadedValues } from '../../../connector/app/explorer/parameter-values.js';
import { ConfigError } from '../../../connector/model/errors.js';
import { problemText } from '../../../connector/model/problem-text.js';
import type { ValuesAnswer, ValuesRequest } from '../../contract/operation.js';
import type { Workspace } from '../workspace.js';

export async function valuesAnswer(workspace: Workspace, request: ValuesRequest): Promise<ValuesAnswer> {
  const source = workspace.source(request.connection);
  if (request.from === 'tables') return loadedValues(source, request);
  const connection = workspace.connectionFor(source);
  const found = await listedValues(connection, source, await workspace.documents(), request);
  if (!('outcome' in found)) return found;
  const message = problemText(found.problem);
  throw new ConfigError([{ code: 'call-value', where: request.parameter, message }]);
}
