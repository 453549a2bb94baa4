import { createHash } from 'node:crypto';
import type { Exchange } from '../core/exchange.ts';
import type { Finding } from '../core/finding.ts';
import type { Report, Result } from '../core/report.ts';
import { counted } from './format.ts';
import { validReport } from './schema.ts';

/** What one sample of traffic may hold; a report keeps evidence, not a copy of the traffic. */
const maxBodyCharacters = 16_384;
const maxFindings = 50;

const clipBody = (body: string): string => {
  if (body.length <= maxBodyCharacters) return body;
  const digest = createHash('sha256').update(body).digest('hex');
  return `${body.slice(0, maxBodyCharacters)}… (clipped; ${body.length} characters in all, sha256 ${digest})`;
};

const clipExchange = (exchange: Exchange): Exchange => ({
  ...exchange,
  request: { ...exchange.request, ...(exchange.request.body && { body: clipBody(exchange.request.body) }) },
  ...(exchange.response && { response: { ...exchange.response, body: clipBody(exchange.response.body) } }),
});

const clipFindings = (findings: readonly Finding[]): Finding[] => {
  const kept = findings.slice(0, maxFindings).map((finding) => ({
    ...finding,
    ...(finding.exchange && { exchange: clipExchange(finding.exchange) }),
  }));
  const dropped = findings.length - kept.length;
  const [first] = findings;
  if (dropped === 0 || first === undefined) return kept;
  return [
    ...kept,
    { message: `${counted(dropped, 'further finding')} of the same check were not kept.`, remedy: first.remedy },
  ];
};

const clipResult = (result: Result): Result => ({ ...result, findings: clipFindings(result.findings) });

/** Unpaired surrogates are no Unicode text: strict readers refuse them even when escaped. */
const wellFormed = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.toWellFormed() : value;

/**
 * The report as JSON text, valid by its schema; bodies over 16 kB are clipped with their length and SHA-256.
 * @throws AssayError infra-error `report-invalid`
 */
export const drawJson = (report: Report): string => {
  const clipped = validReport({ ...report, results: report.results.map(clipResult) });
  return `${JSON.stringify(clipped, wellFormed, 2)}\n`;
};
