// The command line of `mcp`.
import type { Command } from 'commander';

export interface McpCommandOptions {
  config?: string;
  profile?: string;
  connection?: string[];
  baseUrl?: string;
  schemas?: string;
}

const EXAMPLES = `
Example, in the configuration of an assistant or editor:
  { "mcpServers": { "ovhcloud": { "command": "source-ovhcloud", "args": ["mcp", "--config", "/home/me/source.yaml"] } } }

It speaks the Model Context Protocol on standard input and output, reads, and changes nothing. docs/mcp.md lists its tools.
The official SDK is a package of its own: npm install @modelcontextprotocol/sdk`;

export function addMcp(program: Command): void {
  program
    .command('mcp')
    .description(
      'answer questions of an assistant about spend, tables, runs and the API (Model Context Protocol)',
    )
    .option('-c, --config <file>', 'configuration, YAML or JSON (default: source.yaml in this folder)')
    .option('--connection <name...>', 'only these connections of the configuration')
    .option('--profile <name>', 'profile of an ovh.conf whose keys are used')
    .option('--base-url <origin>', 'call this origin instead of the region: a proxy, the sandbox')
    .option('--schemas <folder>', "read the API's documents from a folder (v1/*.json, v2/*.json)")
    .addHelpText('after', EXAMPLES)
    .action(async (options: McpCommandOptions) => (await import('../actions/mcp.js')).answer(options));
}
