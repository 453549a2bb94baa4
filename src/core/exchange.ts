/** What went wrong on the wire when no whole HTTP answer arrived. */
export type TransportFailureKind = 'refused' | 'reset' | 'timeout' | 'too-large' | 'protocol' | 'aborted';

/** The request as it was sent. Header names are lower case. */
export type SentRequest = {
  method: string;
  /** Path with query, always beginning with one slash. */
  path: string;
  headers: Record<string, string>;
  /** Body text as sent; absent when there was none. */
  body?: string;
};

/** The answer as it arrived. Candidate-controlled text throughout: never trust, always clip and escape. */
export type ReceivedResponse = {
  status: number;
  /** Lower-case names; repeated fields joined by ", ". */
  headers: Record<string, string>;
  /** Body decoded as UTF-8, at most `maxBodyBytes` of the client. */
  body: string;
};

/** One request and what came back: a response, or a transport failure; never both. */
export type Exchange = {
  /** Position in the traffic of the run, from 1. */
  id: number;
  /** The check that sent it. */
  checkId: string;
  /** Kind of caller (`anonymous`, `customer`, ...), for people. */
  caller: string;
  /** `operationId` of the contract, where the request was made from one. */
  operationId?: string;
  /** How the exchange was meant: a `valid` request, a deliberately `invalid` one, or a `probe` of something undeclared. */
  intent: 'valid' | 'invalid' | 'probe';
  request: SentRequest;
  response?: ReceivedResponse;
  failure?: { kind: TransportFailureKind; message: string };
  durationMs: number;
};
