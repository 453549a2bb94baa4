import { CheckFailure, defineCheck, judgeEach, matchOperation, readMatchingOperations } from '../../src/index.ts';
import { hasVersions, oldResources } from './versions.ts';

export const versionDeclared = defineCheck({
  id: 'version-declared',
  title: 'Marks the deprecated operations in the OpenAPI document',
  failureTitle: 'Does not mark the deprecated operations in the OpenAPI document',
  plain: 'Does not say in its documentation which parts are ending.',
  points: 1,
  severity: 'low',
  basis: 'brief',
  reference: {
    label: 'OpenAPI 3.1, Operation Object',
    url: 'https://spec.openapis.org/oas/v3.1.1.html#operation-object',
  },
  signals: ['api-design'],
  question: 'What do generated clients do with that flag?',
  visibility: 'public',
  needs: ['spec'],
  family: 'versioning',
  axis: 'api',
  notApplicable: hasVersions,
  run: ({ facts, challenge }) => {
    const own = readMatchingOperations(facts.spec.document, [...challenge.operations.values()]);
    const asked = oldResources(challenge).flatMap(({ old }) => Object.values(old.operations));
    return judgeEach(asked, 'there is one version only', async (operationId) => {
      const operation = challenge.operations.get(operationId);
      const declared = operation && matchOperation(own, operation.method, operation.path.replace(/[{}]/g, ''));
      if (declared?.deprecated) return;
      const what = `${operation?.method} ${operation?.path}`;
      throw new CheckFailure({
        message: `\`${what}\` is ${declared ? 'not marked as deprecated' : 'not in the document'}.`,
        expected: 'deprecated: true',
        at: what,
        remedy: 'Set `deprecated: true` on the operations of the old version.',
      });
    });
  },
});
