import { answerOf, defineCheck, expectThat, headerOf, judgeEach, lineOf, mediaTypeOf } from '../../src/index.ts';
import { errorIn, situationsOf } from './situations.ts';

export const problemMediaType = defineCheck({
  id: 'problem-media-type',
  title: 'Answers every kind of error in the media type of problem documents',
  failureTitle: 'Answers some errors in another media type than problem documents have',
  plain: 'Reports mistakes in a form that programs do not recognise.',
  family: 'errors',
  axis: 'api',
  points: 4,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'RFC 9457, 3', url: 'https://www.rfc-editor.org/rfc/rfc9457#section-3' },
  signals: ['http', 'api-design'],
  question: 'Which errors does your framework answer by itself, and how did you get them into one form?',
  visibility: 'public',
  needs: ['target'],
  run: ({ api, challenge }) =>
    judgeEach(situationsOf(challenge), 'no error can be provoked', async (situation) => {
      const exchange = await errorIn(api, situation);
      const type = headerOf(exchange, 'content-type');
      const { mediaType } = challenge.errors;
      expectThat(mediaTypeOf(type) === mediaType, exchange, {
        message: `\`${lineOf(exchange)}\` ${answerOf(exchange)} to ${situation.to}, ${type ? `as \`${type.slice(0, 80)}\`` : 'without a media type'}.`,
        expected: `content-type: ${mediaType}`,
        remedy: `Answer every error as ${mediaType}, also those your framework raises by itself.`,
      });
    }),
});
