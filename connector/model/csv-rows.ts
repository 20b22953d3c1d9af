// The rows of a CSV file as RFC 4180 has them: quotes around cells that need them, doubled inside.

/** Rows of cells, of text that comes in any pieces. A cell without quotes and without text is null. */
export async function* csvRows(pieces: AsyncIterable<string>): AsyncGenerator<(string | null)[]> {
  const reader = new RowReader();
  let isFirst = true;
  for await (const piece of pieces) {
    yield* reader.take(isFirst ? piece.replace(/^\ufeff/, '') : piece);
    isFirst &&= piece === '';
  }
  yield* reader.end();
}

/** `plain`: outside quotes; `open`: inside; `quote`: behind a quote inside, which ends them unless another follows. */
type State = 'plain' | 'open' | 'quote';

class RowReader {
  #state: State = 'plain';
  #isQuoted = false;
  #cell = '';
  #row: (string | null)[] = [];

  *take(piece: string): Generator<(string | null)[]> {
    for (const char of piece) {
      if (this.#state === 'open') {
        if (char === '"') this.#state = 'quote';
        else this.#cell += char;
      } else if (this.#state === 'quote' && char === '"') {
        this.#cell += char;
        this.#state = 'open';
      } else {
        this.#state = 'plain';
        yield* this.#outside(char);
      }
    }
  }

  *#outside(char: string): Generator<(string | null)[]> {
    if (char === '"' && this.#cell === '' && !this.#isQuoted) {
      this.#isQuoted = true;
      this.#state = 'open';
    } else if (char === ',') this.#endCell();
    else if (char === '\n') yield* this.#endRow();
    // Behind a quoted cell it is a part of the line's end.
    else if (!(char === '\r' && this.#isQuoted)) this.#cell += char;
  }

  *end(): Generator<(string | null)[]> {
    if (this.#row.length > 0 || this.#cell !== '' || this.#isQuoted) yield* this.#endRow();
  }

  #endCell(): void {
    this.#row.push(this.#cell === '' && !this.#isQuoted ? null : this.#cell);
    this.#cell = '';
    this.#isQuoted = false;
    this.#state = 'plain';
  }

  *#endRow(): Generator<(string | null)[]> {
    if (!this.#isQuoted) this.#cell = this.#cell.replace(/\r$/, '');
    this.#endCell();
    const row = this.#row;
    this.#row = [];
    // An empty line is no row.
    if (row.length > 1 || row[0] !== null) yield row;
  }
}
