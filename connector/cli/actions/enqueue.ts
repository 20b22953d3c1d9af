// enqueue: puts the jobs of a batch into the queue.
import { requireNode } from '../../worker/engine.js';
import { enqueue } from '../../worker/enqueue.js';
import { enqueuedText } from '../../worker/status-text.js';
import type { EnqueueCommandOptions } from '../commands/enqueue.js';
import { printJson, printText } from '../output.js';
import { inputFrom } from './sources.js';

export async function enqueueJobs(options: EnqueueCommandOptions): Promise<void> {
  requireNode();
  const { file, options: reading } = inputFrom(options);
  const { pipeline, batch } = options;
  const added = await enqueue(file, { ...reading, pipeline, batch });
  if (options.json) printJson(added);
  else printText(enqueuedText(added));
}
