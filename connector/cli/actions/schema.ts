// schema: prints the JSON Schema of the configuration, for editors.
import { configJsonSchema } from '../../config/config-reference.js';
import { printJson } from '../output.js';

export function schema(): void {
  printJson(configJsonSchema());
}
