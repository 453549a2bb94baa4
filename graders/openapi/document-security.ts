import type { Finding } from '../../src/index.ts';
import { CheckFailure, defineCheck, partial } from '../../src/index.ts';
import { describedOperations } from './operations.ts';
import { expectNoProblems } from './problems.ts';

const id = 'document-security';
const remedy = 'Define the scheme under `components.securitySchemes` and require it on every protected operation.';

export const documentSecurity = defineCheck({
  id,
  title: 'Says which operations need which credentials',
  failureTitle: 'Does not say which operations need credentials',
  plain: 'Does not write down which parts of the interface are locked.',
  family: 'openapi',
  axis: 'api',
  points: 2,
  severity: 'medium',
  basis: 'brief',
  reference: {
    label: 'OpenAPI 3.1, Security Requirement Object',
    url: 'https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object',
  },
  signals: ['api-design', 'security'],
  question: 'How does a reader of the document learn which role an operation needs?',
  visibility: 'public',
  needs: ['spec'],
  async run({ facts, challenge }) {
    expectNoProblems(facts.spec, challenge, id, remedy);
    const locked = describedOperations(facts.spec, challenge).filter(({ asked }) => asked.security.length > 0);
    const open = locked.filter(({ own }) => own.security.length === 0);
    if (open.length === 0) return;
    const findings = open.map(({ asked }): Finding => {
      const at = `${asked.method} ${asked.path}`;
      return {
        message: `The document says that \`${at}\` needs no credentials.`,
        expected: 'a security requirement',
        at,
        remedy,
      };
    });
    if (open.length === locked.length) throw new CheckFailure(findings);
    return partial(1 - open.length / locked.length, findings);
  },
});
