import { expect, test } from 'vitest';
import { describeDiagnoses } from '../../../src/cli/doctor.ts';

test('shows each diagnosis, with what to do under those that are not ok', () => {
  const text = describeDiagnoses([
    { id: 'node', title: 'Node.js', state: 'ok', detail: '24.1.0' },
    { id: 'git', title: 'git', state: 'warning', detail: '2.39.2 has a hole', mend: 'update git' },
    {
      id: 'memory',
      title: 'memory limit',
      state: 'failed',
      detail: 'a program took 512 MiB',
      mend: 'enable the controller',
    },
  ]);
  expect(text).toMatchInlineSnapshot(`
    "ok       Node.js       24.1.0
    warning  git           2.39.2 has a hole
             update git
    failed   memory limit  a program took 512 MiB
             enable the controller

    not safe to grade here
    "
  `);
});

test('a warning does not keep anybody from grading', () => {
  const text = describeDiagnoses([{ id: 'git', title: 'git', state: 'warning', detail: 'old', mend: 'update git' }]);
  expect(text).toMatch(/ready to grade\n$/);
});
