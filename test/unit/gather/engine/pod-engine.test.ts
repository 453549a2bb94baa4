import { describe, expect, test, vi } from 'vitest';
import { candidateFault } from '../../../../src/core/errors.ts';
import {
  allDone,
  engineCall,
  engineMessage,
  isConflict,
  isGone,
  unlessAborted,
} from '../../../../src/gather/engine/pod-engine.ts';

const engineError = (statusCode: number, message: string) => Object.assign(new Error(message), { statusCode });

describe('engineCall', () => {
  test('gives what the engine gives', async () => {
    expect(await engineCall('count', Promise.resolve(3))).toBe(3);
  });

  test('makes a failure our own, on one line', async () => {
    await expect(
      engineCall('start the relay', Promise.reject(engineError(500, 'out of\n  space '))),
    ).rejects.toMatchObject({
      fault: 'infra-error',
      code: 'engine-failed',
      message: 'the container engine could not start the relay: out of space',
    });
  });

  test('leaves a verdict that was reached already', async () => {
    const fault = candidateFault('not-executable', 'no', 'see');
    await expect(engineCall('start it', Promise.reject(fault))).rejects.toBe(fault);
  });

  test('does not wait for an engine that hangs', async () => {
    vi.useFakeTimers();
    const call = engineCall('start it', new Promise(() => {}));
    const expected = expect(call).rejects.toMatchObject({
      code: 'engine-failed',
      message: expect.stringContaining('60 s'),
    });
    await vi.advanceTimersByTimeAsync(60_000);
    await expected;
    vi.useRealTimers();
  });
});

test('statuses of the engine are told apart', () => {
  expect([404, 409, 500].map((status) => isGone(engineError(status, '')))).toEqual([true, false, false]);
  expect([404, 409, 500].map((status) => isConflict(engineError(status, '')))).toEqual([false, true, false]);
  expect(engineMessage('text')).toBe('text');
  expect(engineMessage(new Error('x'.repeat(1_000))).length).toBe(600);
});

describe('unlessAborted', () => {
  test('gives the result, or the reason at once', async () => {
    const controller = new AbortController();
    expect(await unlessAborted(Promise.resolve(1), controller.signal)).toBe(1);
    const waiting = unlessAborted(new Promise(() => {}), controller.signal);
    controller.abort(new Error('interrupted'));
    await expect(waiting).rejects.toThrow('interrupted');
    await expect(unlessAborted(Promise.resolve(1), controller.signal)).rejects.toThrow('interrupted');
  });
});

describe('allDone', () => {
  test('waits for all, then throws the first failure', async () => {
    const done = vi.fn();
    const slow = new Promise<void>((resolve) => setTimeout(resolve, 20)).then(done);
    await expect(allDone([undefined, Promise.reject(new Error('first')), slow])).rejects.toThrow('first');
    expect(done).toHaveBeenCalled();
  });
});
