import { expect, test } from 'vitest';
import { unreadyFault } from '../../../src/gather/target-faults.ts';

const options = { port: 8080, path: '/health/ready', seconds: 60, listeners: [], last: 'answered 503', log: 'the log' };
const at = (address: string, port: number) => ({ address, port, uid: 1000 });

test('names every port that was listened on, once', () => {
  const listeners = [at('0.0.0.0', 3000), at('::', 3000), at('127.0.0.1', 9229), at('127.0.0.1', 9229)];
  expect(unreadyFault({ ...options, listeners })).toMatchObject({
    code: 'wrong-port',
    message: 'the container listened on 0.0.0.0:3000, [::]:3000, 127.0.0.1:9229, but not on port 8080',
    hint: 'listen on the port that the environment names: PORT is 8080',
    log: 'the log',
  });
});

test('names ten ports of a program that opens a thousand', () => {
  const listeners = Array.from({ length: 1_000 }, (_, index) => at('0.0.0.0', 10_000 + index));
  expect(unreadyFault({ ...options, listeners }).message.length).toBeLessThan(250);
});

test('tells a port that is never listened on from one that is not answered', () => {
  expect(unreadyFault(options).code).toBe('never-listened');
  expect(unreadyFault({ ...options, listeners: [at('::', 8080)] }).code).toBe('never-ready');
});
