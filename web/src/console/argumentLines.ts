/** Arguments as one types them: one per line. */
export function linesOf(words: readonly string[]): string {
  return words.join('\n');
}

/** Spaces within a line belong to the argument; an empty last line is only how people end a text. */
export function argumentsIn(lines: string): string[] {
  const all = lines.split('\n').map((line) => line.replace(/\r$/, ''));
  while (all.at(-1) === '') {
    all.pop();
  }
  return all;
}

/** File endings as one types them: parted by commas or blanks, with or without a dot. */
export function endingsIn(typed: string): string[] {
  return typed.split(/[\s,;]+/).filter((ending) => ending !== '');
}
