import { CheckFailure, defineCheck, partial } from '../../src/index.ts';
import { describedOperations } from './operations.ts';
import { rawOperation } from './raw.ts';

const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';

export const documentDescriptions = defineCheck({
  id: 'document-descriptions',
  title: 'Explains every operation in words',
  failureTitle: 'Leaves operations unexplained',
  plain: 'Lists the parts of the interface without explaining them.',
  family: 'openapi',
  axis: 'api',
  points: 0,
  severity: 'low',
  basis: 'advisory',
  reference: {
    label: 'OpenAPI 3.1, Operation Object',
    url: 'https://spec.openapis.org/oas/v3.1.1.html#operation-object',
  },
  signals: ['communication'],
  question: 'For whom did you write the document?',
  visibility: 'public',
  needs: ['spec'],
  async run({ facts: { spec }, challenge }) {
    const described = describedOperations(spec, challenge);
    const silent = described.filter(({ own }) => {
      const { summary, description } = rawOperation(spec, own);
      return !isText(summary) && !isText(description);
    });
    const [first] = silent;
    if (first === undefined) return;
    const names = silent.slice(0, 5).map(({ asked }) => `${asked.method} ${asked.path}`);
    const finding = {
      message: `${silent.length} of ${described.length} operations have neither a summary nor a description.`,
      received: names.join(', '),
      remedy: 'Say in one line what each operation does, and who may use it.',
    };
    if (silent.length === described.length) throw new CheckFailure(finding);
    return partial(1 - silent.length / described.length, [finding]);
  },
});
