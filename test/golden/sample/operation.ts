import type { LatencySummary, LoadFact, LoadPhase } from '../../../src/core/artifact.ts';
import { familyOf, finding } from './builder.ts';

const latency = (p50: number, p90: number, p95: number, p99: number, max: number, count: number): LatencySummary => ({
  p50,
  p90,
  p95,
  p99,
  max,
  mean: p50 * 1.3,
  count,
});

const seconds = (count: number, rate: number, stallAt: number): LoadPhase['seconds'] =>
  Array.from({ length: count }, (_, second) => {
    const stalled = second === stallAt;
    const sent = rate + ((second * 37) % 11) - 5;
    const failed = stalled ? Math.round(rate * 0.12) : second === stallAt + 1 ? 3 : 0;
    return {
      second,
      sent,
      ok: sent - failed,
      failed,
      p50: stalled ? 61 : 4.1 + (second % 4) * 0.3,
      p99: stalled ? 702 : 21 + ((second * 5) % 9),
    };
  });

export const load: LoadFact = {
  phases: [
    {
      name: 'fixed rate',
      model: 'open',
      offered: 200,
      durationMs: 20_000,
      sent: 4002,
      ok: 3975,
      failed: 27,
      throughput: 198.8,
      latency: latency(4.4, 11.2, 19.8, 61.5, 702.3, 4002),
      lag: latency(0.05, 0.1, 0.2, 0.9, 3.1, 4002),
      statuses: { 200: 2784, 201: 1191, 503: 24 },
      failures: { 'unexpected status 503': 24, timeout: 3 },
      seconds: seconds(20, 200, 12),
      operations: [
        {
          operationId: 'listProducts',
          sent: 2401,
          ok: 2400,
          failed: 1,
          latency: latency(3.1, 7.0, 9.8, 30.2, 320.1, 2401),
        },
        {
          operationId: 'addCartItem',
          sent: 1201,
          ok: 1191,
          failed: 10,
          latency: latency(5.9, 13.1, 22.4, 72.8, 702.3, 1201),
        },
        {
          operationId: 'checkOutCart',
          sent: 400,
          ok: 384,
          failed: 16,
          latency: latency(12.8, 30.4, 44.1, 120.6, 690.4, 400),
        },
      ],
      cpuSeconds: 9.4,
    },
    {
      name: 'peak',
      model: 'closed',
      offered: 50,
      durationMs: 10_000,
      sent: 14_020,
      ok: 14_020,
      failed: 0,
      throughput: 1402,
      latency: latency(31.2, 52.8, 63.4, 98.7, 240.6, 14_020),
      lag: latency(0, 0, 0, 0, 0, 0),
      statuses: { 200: 14_020 },
      failures: {},
      seconds: seconds(10, 1402, 99),
      operations: [
        {
          operationId: 'listProducts',
          sent: 14_020,
          ok: 14_020,
          failed: 0,
          latency: latency(31.2, 52.8, 63.4, 98.7, 240.6, 14_020),
        },
      ],
      cpuSeconds: 19.1,
    },
  ],
  invalid: [],
  peakMemoryBytes: 212 * 1024 * 1024,
  aliveAfter: true,
};

export const loadFamily = familyOf('load', 'Load', 10, [
  {
    id: 'latency-objective',
    title: '99 % of answers within 250 ms at 200 requests a second',
    points: 4,
    signals: ['performance'],
    severity: 'high',
    requirements: ['R-22'],
  },
  {
    id: 'error-rate',
    title: 'At most 0.1 % of requests fail at 200 requests a second',
    failureTitle: 'More than 0.1 % of requests failed at 200 requests a second',
    plain: 'Under normal traffic a small part of requests fails.',
    points: 3,
    status: 'partial',
    score: 1 / 3,
    signals: ['performance'],
    requirements: ['R-22'],
    question: 'What happens in your service when the database stalls for half a second?',
    findings: [
      finding(
        '27 of 4,002 requests failed at 200 requests a second: 24 answered 503, 3 had no answer within 5 s.',
        'Let requests wait for a free database connection for a moment before refusing them.',
        { expected: 'at most 0.1 % failed', received: '0.67 % failed', at: 'second 12' },
      ),
    ],
  },
  { id: 'alive-after', title: 'Still answers after the load', points: 1 },
  {
    id: 'efficiency',
    title: 'Handles as many requests per CPU second as the reference',
    points: 2,
    signals: ['performance'],
    status: 'inconclusive',
    reason: 'this machine was too busy for a fair comparison (the reference varied by 31 % against itself)',
  },
]);

export const image = familyOf('image', 'Image', 5, [
  { id: 'image-user', title: 'Runs as an unprivileged user', points: 1, signals: ['operations'] },
  {
    id: 'graceful-stop',
    title: 'Stops within 10 s and answers what is in flight',
    points: 1,
    severity: 'high',
    signals: ['operations'],
    visibility: 'hidden',
  },
  {
    id: 'structured-logs',
    title: 'Logs one JSON object a line',
    points: 1,
    signals: ['operations'],
    status: 'error',
    reason: 'the log stream of the container engine ended early; this is being looked into',
  },
  {
    id: 'image-size',
    title: 'The image is below 300 MiB',
    points: 1,
    failureTitle: 'The image has 1.1 GiB',
    plain: 'The delivered package is larger than it needs to be.',
    basis: 'advisory',
    status: 'fail',
    severity: 'low',
    signals: ['operations'],
    question: 'What is in your image that the running service does not need?',
    findings: [
      finding(
        'The image has 1.1 GiB, 840 MiB of them from the base image.',
        'Build in one stage and copy only what runs into a slim image.',
        { received: '1.1 GiB', at: 'Dockerfile:1' },
      ),
    ],
  },
  { id: 'secrets-in-image', title: 'No secret in a layer', points: 2, severity: 'critical', signals: ['security'] },
]);
