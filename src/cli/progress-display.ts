import { styleText } from 'node:util';
import { cells, cut } from '../report/columns.ts';
import { duration } from '../report/format.ts';

/** The stage that is running, as far as it says. Times are of the monotonic clock, in milliseconds. */
export type Stage = { name: string; detail: string; startedAt: number; done?: number; total?: number };

/** How a stage is shown while it runs and when it has ended, and what is said in between. */
export type Display = {
  running(stage: Stage): void;
  ended(stage: Stage, ms: number): void;
  note(text: string): void;
  close(): void;
};

export type Pen = { unicode: boolean; color: boolean; columns: () => number; write: (text: string) => void };

const frameMs = 100;
const lineMs = 2000;
const nameWidth = 10;
const barWidth = 16;
const maxPlainCells = 200;

const clearLine = '\r\u001b[K';
const hideCursor = '\u001b[?25l';
const showCursor = '\u001b[?25h';
const spinners = { unicode: [...'⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'], ascii: [...'|/-\\'] };

const countText = ({ done, total }: Stage): string =>
  done === undefined || total === undefined ? '' : `${done}/${total}`;

const barText = (stage: Stage, unicode: boolean): string => {
  const { done, total } = stage;
  if (done === undefined || total === undefined || total <= 0) return '';
  const filled = Math.round(Math.min(1, Math.max(0, done / total)) * barWidth);
  const [full, empty] = unicode ? ['▓', '░'] : ['#', '.'];
  return `${`${full}`.repeat(filled)}${`${empty}`.repeat(barWidth - filled)} ${countText(stage)} `;
};

/** Steady in width while it counts: `0.4 s`, `12.0 s`, `2 min 5 s`. */
const elapsed = (ms: number): string => (ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : duration(ms));

const painter =
  (color: boolean) =>
  (style: Parameters<typeof styleText>[0], text: string): string =>
    color ? styleText(style, text, { validateStream: false }) : text;

/** One line a stage, drawn again in place every tenth of a second; finished stages stay with their time. */
export const terminalDisplay = ({ unicode, color, columns, write }: Pen): Display => {
  const paint = painter(color);
  const spinner = unicode ? spinners.unicode : spinners.ascii;
  let turn = 0;
  let timer: NodeJS.Timeout | undefined;
  let shown: Stage | undefined;

  const line = (head: string, detail: string, time: string): string => {
    const room = columns() - cells(head) - time.length - 2;
    const text = room > 0 ? head + cut(detail, room, { unicode }) : cut(head, columns() - time.length - 2, { unicode });
    return `${clearLine}${text} ${paint('dim', time)}`;
  };
  const draw = () => {
    if (shown === undefined) return;
    turn += 1;
    const head = `${spinner[turn % spinner.length]} ${shown.name.padEnd(nameWidth)} ${barText(shown, unicode)}`;
    write(line(head, shown.detail, elapsed(performance.now() - shown.startedAt)));
  };
  const close = () => {
    if (timer === undefined) return;
    clearInterval(timer);
    timer = undefined;
    process.off('exit', close);
    write(clearLine + showCursor);
  };
  const open = () => {
    if (timer !== undefined) return;
    timer = setInterval(draw, frameMs);
    timer.unref();
    process.on('exit', close);
    write(hideCursor);
  };
  return {
    running: (stage) => {
      open();
      const isNew = shown?.startedAt !== stage.startedAt;
      shown = stage;
      if (isNew) draw();
    },
    ended: (stage, ms) => {
      shown = undefined;
      write(`${line(`${unicode ? '·' : '-'} ${stage.name.padEnd(nameWidth)} `, stage.detail, duration(ms))}\n`);
    },
    note: (text) => {
      write(`${clearLine}${cut(text, Math.max(1, columns() - 1), { unicode })}\n`);
      draw();
    },
    close,
  };
};

/** Lines with a prefix, for logs: at most one each two seconds within a stage. */
export const plainDisplay = ({ unicode, write }: Pen): Display => {
  let saidAt = 0;
  let startedAt: number | undefined;
  const say = (name: string, text: string) => write(`[${name}] ${cut(text, maxPlainCells, { unicode })}\n`);
  return {
    running: (stage) => {
      const now = performance.now();
      if (startedAt === stage.startedAt && now - saidAt < lineMs) return;
      startedAt = stage.startedAt;
      saidAt = now;
      say(stage.name, `${stage.detail} ${countText(stage)}`);
    },
    ended: (stage, ms) => say(stage.name, `ended after ${duration(ms)}`),
    note: (text) => say('note', text),
    close: () => {},
  };
};

/** Says nothing. */
export const quietDisplay: Display = { running() {}, ended() {}, note() {}, close() {} };
