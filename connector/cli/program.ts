// The program: all commands together.
import { Command } from 'commander';
import { version } from '../app/package.js';
import { withoutLikelyKeys } from '../model/like-secrets.js';
import { addAirbyte } from './commands/airbyte.js';
import { addApi } from './commands/api.js';
import { addBackfill } from './commands/backfill.js';
import { addCheck } from './commands/check.js';
import { addCompare } from './commands/compare.js';
import { addCompletion } from './commands/completion.js';
import { addConfig } from './commands/config.js';
import { addConnections } from './commands/connections.js';
import { addConsole } from './commands/console.js';
import { addDemo } from './commands/demo.js';
import { addDocuments } from './commands/documents.js';
import { addEnqueue } from './commands/enqueue.js';
import { addExamples } from './commands/examples.js';
import { addExport } from './commands/export.js';
import { addFleet } from './commands/fleet.js';
import { addInit } from './commands/init.js';
import { addLedger } from './commands/ledger.js';
import { addLoad } from './commands/load.js';
import { addLogin } from './commands/login.js';
import { addMcp } from './commands/mcp.js';
import { addPlan } from './commands/plan.js';
import { addPreview } from './commands/preview.js';
import { addReplay } from './commands/replay.js';
import { addReport } from './commands/report.js';
import { addReset } from './commands/reset.js';
import { addRetry } from './commands/retry.js';
import { addRights } from './commands/rights.js';
import { addRuns } from './commands/runs.js';
import { addSandbox } from './commands/sandbox.js';
import { addSchedule } from './commands/schedule.js';
import { addSchema } from './commands/schema.js';
import { addServe } from './commands/serve.js';
import { addTap } from './commands/tap.js';
import { addViews } from './commands/views.js';
import { addWork } from './commands/work.js';

export function makeProgram(): Command {
  const program = new Command('source-ovhcloud')
    .description('Loads objects of the OVHcloud API into tables: complete or says so, exact, with few calls.')
    .version(version())
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(shortened(text)) })
    .addHelpText('after', '\nFirst steps: init, login, check, plan, load. Without an account: demo.');
  for (const add of [
    addInit,
    addLogin,
    addRights,
    addCheck,
    addConnections,
    addPlan,
    addPreview,
    addLoad,
    addRetry,
    addBackfill,
    addDocuments,
    addSchedule,
    addServe,
    addEnqueue,
    addWork,
    addFleet,
    addViews,
    addExport,
    addCompare,
    addReport,
    addRuns,
    addLedger,
    addReplay,
    addReset,
    addExamples,
    addConfig,
    addApi,
    addConsole,
    addMcp,
    addSchema,
    addAirbyte,
    addTap,
    addCompletion,
    addSandbox,
    addDemo,
  ]) {
    add(program);
  }
  for (const command of [...program.commands, ...program.commands.flatMap((each) => each.commands)]) {
    command.exitOverride().showSuggestionAfterError();
  }
  return program;
}

/** What was typed may be of any length, and a key. */
function shortened(text: string): string {
  return withoutLikelyKeys(text).replace(
    /'([^']{150,})'/g,
    (_, typed: string) => `'${typed.slice(0, 100)}...'`,
  );
}
