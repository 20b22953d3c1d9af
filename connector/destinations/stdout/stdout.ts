// Rows to standard output, a JSON line each: a row sink.
import type { Writable } from 'node:stream';
import type { Destination } from '../../model/destination.js';
import { DestinationError } from '../../model/errors.js';
import { jsonLines } from '../formats/jsonl.js';
import { rowSink } from '../kit/row-sink.js';

export function standardOutput(numbers: 'number' | 'text', output: Writable = process.stdout): Destination {
  return rowSink(
    'jsonl',
    (batches) => writeTo(output, batches.flatMap((batch) => jsonLines(batch, numbers)).join('')),
    {
      location: 'standard output',
      check: async () => 'rows are printed, none is kept: each load reads everything',
    },
  );
}

/** Resolves when the text is written. Throws `DestinationError` where the reader has gone. */
export function writeTo(output: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    output.write(text, (error) => (error ? reject(cannotWrite(error)) : resolve()));
  });
}

function cannotWrite(error: Error): DestinationError {
  return new DestinationError(
    'destination-lost',
    `standard output cannot be written: the program that reads it may have ended. The rows of this slice may be lost ` +
      `(${error.message})`,
    { cause: error },
  );
}
