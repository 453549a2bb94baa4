/** Text of a line outside its code spans, by the rule of CommonMark: a span ends at the next run of as many backticks. */
const outsideSpans = (line: string): string => {
  let rest = '';
  let index = 0;
  while (index < line.length) {
    if (line[index] === '\\') {
      index += 2;
      continue;
    }
    const ticks = /^`+/.exec(line.slice(index))?.[0];
    if (ticks === undefined) {
      rest += line[index];
      index += 1;
      continue;
    }
    const closing = new RegExp(`(?<!\`)${ticks}(?!\`)`).exec(line.slice(index + ticks.length));
    if (closing === null) throw new Error(`a code span is not closed: ${line}`);
    index += ticks.length + closing.index + ticks.length;
    rest += ' code ';
  }
  return rest;
};

/**
 * What a Markdown reader would take for markup or prose: everything outside fenced blocks, code spans and backslash
 * escapes.
 * @throws Error when a fence or a span is not closed
 */
export const markdownRemains = (markdown: string): string[] => {
  const lines: string[] = [];
  let fence: string | undefined;
  for (const line of markdown.split('\n')) {
    const ticks = /^(`{3,})[^`]*$/.exec(line)?.[1];
    if (fence !== undefined) {
      if (ticks !== undefined && ticks.length >= fence.length && line.trim() === ticks) fence = undefined;
    } else if (ticks !== undefined) {
      fence = ticks;
    } else {
      lines.push(outsideSpans(line));
    }
  }
  if (fence !== undefined) throw new Error('a fenced block is not closed');
  return lines;
};
