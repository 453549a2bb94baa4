import { EventEmitter } from 'node:events';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ProgressStream, terminalProgress } from '../../../src/cli/progress.ts';

class Screen extends EventEmitter implements ProgressStream {
  text = '';
  isTTY: boolean;
  columns = 80;
  constructor(isTTY: boolean) {
    super();
    this.isTTY = isTTY;
  }
  write(text: string): void {
    this.text += text;
  }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval'] });
});

afterEach(() => {
  vi.useRealTimers();
});

const pass = (ms: number) => vi.advanceTimersByTime(ms);

describe('without a terminal', () => {
  test('stages are prefixed lines, at most one each two seconds', () => {
    const screen = new Screen(false);
    const progress = terminalProgress(screen, { unicode: true });
    progress.stage('build', 'step 1 of 9');
    for (let step = 1; step <= 9; step += 1) {
      pass(500);
      progress.update('RUN npm ci', step, 9);
    }
    progress.note('a link was not followed');
    progress.stage('checks', '148 checks');
    pass(250);
    progress.end();
    expect(screen.text.split('\n')).toEqual([
      '[build] step 1 of 9',
      '[build] RUN npm ci 4/9',
      '[build] RUN npm ci 8/9',
      '[note] a link was not followed',
      '[build] ended after 4.5 s',
      '[checks] 148 checks',
      '[checks] ended after 250 ms',
      '',
    ]);
  });

  test('text of a submission has no control characters', () => {
    const screen = new Screen(false);
    const progress = terminalProgress(screen, { unicode: false });
    progress.stage('build', '\u001b[2J\r100 % \u202eé\nforged line');
    expect(screen.text).toBe('[build] \\x1b[2J 100 % \\u{202e}\\u{e9} forged line\n');
  });
});

describe('on a terminal', () => {
  const lines = (screen: Screen) => stripVTControlCharacters(screen.text).split(/[\r\n]+/);

  test('the line of a stage is drawn in place and stays with its time', () => {
    const screen = new Screen(true);
    const progress = terminalProgress(screen, { color: false, unicode: true });
    progress.stage('checks', 'running');
    progress.update('auth', 74, 148);
    pass(1200);
    progress.stage('load', 'peak');
    pass(300);
    progress.end();
    const drawn = lines(screen);
    expect(drawn).toContain('⠧ checks     ▓▓▓▓▓▓▓▓░░░░░░░░ 74/148 auth 0.6 s');
    expect(drawn).toContain('· checks     auth 1.2 s');
    expect(drawn).toContain('· load       peak 300 ms');
    expect(screen.text.match(/\n/g)).toHaveLength(2);
  });

  test('no line is wider than the terminal', () => {
    const screen = new Screen(true);
    screen.columns = 40;
    const progress = terminalProgress(screen, { color: true, unicode: true });
    progress.stage('build', 'x'.repeat(500));
    progress.update('漢'.repeat(500), 1, 3);
    pass(100);
    progress.note('n'.repeat(500));
    progress.end();
    for (const line of lines(screen)) expect(line.length, line).toBeLessThanOrEqual(40);
  });

  test('the cursor is hidden while it runs and given back once, also when the process just exits', () => {
    const screen = new Screen(true);
    const before = process.listenerCount('exit');
    const progress = terminalProgress(screen, { color: false });
    progress.stage('build', '');
    expect(process.listenerCount('exit')).toBe(before + 1);
    progress.end();
    progress.end();
    expect(process.listenerCount('exit')).toBe(before);
    expect(screen.text.split('\u001b[?25l')).toHaveLength(2);
    expect(screen.text.split('\u001b[?25h')).toHaveLength(2);
    expect(screen.text.endsWith('\u001b[?25h')).toBe(true);
  });

  test('NO_COLOR is obeyed', () => {
    vi.stubEnv('NO_COLOR', '1');
    const screen = new Screen(true);
    terminalProgress(screen).stage('build', 'x');
    expect(screen.text).not.toContain('\u001b[2m');
    vi.unstubAllEnvs();
  });
});

test('quiet says nothing and still measures', () => {
  const screen = new Screen(true);
  const progress = terminalProgress(screen, { quiet: true });
  progress.stage('source', 'cloning');
  pass(40);
  progress.stage('build', 'step 1');
  progress.note('careful');
  pass(60);
  progress.end();
  expect(screen.text).toBe('');
  expect(progress.timings()).toEqual([
    { stage: 'source', ms: 40 },
    { stage: 'build', ms: 60 },
  ]);
});

test('a reader that goes away does not end the run', () => {
  const screen = new Screen(false);
  const progress = terminalProgress(screen);
  progress.stage('build', 'step 1');
  screen.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
  const before = screen.text;
  progress.stage('checks', '148 checks');
  progress.end();
  expect(screen.text).toBe(before);
});
