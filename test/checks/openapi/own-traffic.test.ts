import { expect, test } from 'vitest';
import { catalogue } from '../../../graders/index.ts';
import { openapiChecks } from '../../../graders/openapi/index.ts';
import { createRecorder } from '../../../src/http/recorder.ts';
import { editedSpec } from '../../support/document-faults.ts';
import { judgeReference } from '../../support/judging.ts';

test('the document of the reference solution is true of everything it answered to the other checks', async () => {
  const spec = await editedSpec();
  const recorder = createRecorder();
  const live = catalogue.filter(({ needs, exclusive }) => needs.length === 1 && needs[0] === 'target' && !exclusive);
  await Promise.all(live.map((check) => judgeReference(check, { recorder })));
  const facts = { spec, traffic: { exchanges: recorder.exchanges() } };
  expect(facts.traffic.exchanges.length).toBeGreaterThan(1000);
  for (const check of openapiChecks) {
    const { status, findings, reason } = await judgeReference(check, { facts });
    expect({ id: check.id, status, findings, reason }).toEqual({
      id: check.id,
      status: 'pass',
      findings: [],
      reason: undefined,
    });
  }
});
