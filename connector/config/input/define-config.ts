// A configuration in a program, with the types of its keys.
import type { ConfigurationInput } from './config-input.generated.js';

/**
 * Returns the configuration as it is: editors and the compiler know its keys, the presets and the regions. `openSource` checks
 * the rest. A kind of destination that `registerDestination` added is not among them.
 */
export function defineConfig(config: ConfigurationInput): ConfigurationInput {
  return config;
}
