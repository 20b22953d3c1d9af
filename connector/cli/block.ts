// A few lines on a terminal that are written again and again in their place. Whatever else is printed goes above them.

const CLEAR_LINE = '\u001b[K';

/** Columns and rows are 0, or unknown, where nobody has told a terminal its size. */
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

  /** Lines are cut to the width of the screen: a broken line could not be taken back. */
  show(lines: readonly string[]): void {
    const width = (this.screen.columns || 80) - 1;
    const room = Math.max(1, (this.screen.rows || 24) - 1);
    const fitting = lines.slice(-room).map((line) => [...this.showable(line)].slice(0, width).join(''));
    this.#back();
    this.screen.write(`${fitting.join('\n')}${CLEAR_LINE}`);
    this.#shown = fitting.length;
  }

  /** Takes it away. */
  clear(): void {
    if (this.#shown > 0) this.#back();
    this.#shown = 0;
  }

  /** To the beginning of its first line, with all its lines emptied. */
  #back(): void {
    const up = this.#shown > 1 ? `\u001b[${this.#shown - 1}A` : '';
    this.screen.write(this.#shown > 0 ? `\r${up}\u001b[J` : '');
  }
}
