// A few lines of a terminal that are rewritten in place. Other output appears above them.

const CLEAR_LINE = '\u001b[K';

/** Columns and rows are 0 or absent where the size of the terminal is unknown. */
export interface Screen {
  columns?: number;
  rows?: number;
  write(text: string): unknown;
}

export class LiveBlock {
  #shown = 0;

  constructor(
    private readonly screen: Screen,
    private readonly showable: (text: string) => string,
  ) {}

  /** Cuts the lines to the width of the screen, because a wrapped line could not be rewritten. */
  show(lines: readonly string[]): void {
    const width = (this.screen.columns || 80) - 1;
    const room = Math.max(1, (this.screen.rows || 24) - 1);
    const fitting = lines.slice(-room).map((line) => [...this.showable(line)].slice(0, width).join(''));
    this.#back();
    this.screen.write(`${fitting.join('\n')}${CLEAR_LINE}`);
    this.#shown = fitting.length;
  }

  /** Removes the lines. */
  clear(): void {
    if (this.#shown > 0) this.#back();
    this.#shown = 0;
  }

  /** Moves to the start of the first line and empties all lines. */
  #back(): void {
    const up = this.#shown > 1 ? `\u001b[${this.#shown - 1}A` : '';
    this.screen.write(this.#shown > 0 ? `\r${up}\u001b[J` : '');
  }
}
