import type { LogEntry, LogMember } from './log-entries.ts';

/** What the log says of a request, in the order of the brief. */
export const requestMembers = [
  'level',
  'time',
  'message',
  'request id',
  'method',
  'path',
  'status',
  'duration',
] as const;

type RequestMember = (typeof requestMembers)[number];

type Rule = { name: RegExp; holds: (value: string | number) => boolean };

const isText = (value: string | number): boolean => value !== '';
const verb = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/i;
const location = /^(\/|https?:\/\/)/;

const isStatus = (value: string | number): boolean => {
  const status = Number(value);
  return Number.isInteger(status) && status >= 100 && status < 600;
};

/** `12.5`, `12ms`, `0:00:00.012`, `PT0.012S`. */
const isDuration = (value: string | number): boolean =>
  typeof value === 'number' ? value >= 0 : /^(PT?)?\d/.test(value);

/** Serilog's compact form leaves out the level of information: its template `@mt` or text `@m` stands for it. */
const level = /(^|\.)(level|lvl|levelname|loglevel|severity|severitytext|l)$|^mt?$/;

/**
 * Customary names: pino, winston, morgan, bunyan, logback, Log4j, Elastic Common Schema, structlog, Django, Rails, Go's
 * slog, zap, zerolog, logrus, Echo and chi, .NET, Serilog, Rust's tracing, Google Cloud.
 */
const rules: Readonly<Record<Exclude<RequestMember, 'request id'>, Rule>> = {
  level: { name: level, holds: isText },
  time: { name: /(^|\.)(time|timestamp|ts|t|date|datetime|asctime|timemillis|epochsecond|eventtime)$/, holds: isText },
  message: { name: /(^|\.)(message|msg|event|shortmessage|body|text|mt?)$/, holds: isText },
  method: { name: /(method|verb)$/, holds: (value) => verb.test(String(value)) },
  path: {
    name: /(path|pathname|url|uri|href|route|endpoint|target|original|full|resource)$/,
    holds: (value) => location.test(String(value)),
  },
  status: { name: /(status|code)$/, holds: isStatus },
  duration: {
    name: /(duration|elapsed|latency|took|responsetime|timetaken|processtime|processingtime|requesttime|runtime|(^|\.)rt|(^|\.)ms)(ns|us|ms|s|nanos|micros|millis|nanoseconds|microseconds|milliseconds|sec|seconds|human)?$/,
    holds: isDuration,
  },
};

/** The most telling first, since a line may have several. A bare `id` is Echo's. */
const requestIds = [
  /(^|\.)(x?req(uest)?id|rid)$|(^|\.)(req|request)\.id$/,
  /(^|\.)(x?correlationid|trace|traceid|traceidentifier|traceparent|transactionid|operationid)$|(^|\.)(correlation|trace|transaction|operation)\.id$/,
  /^id$/,
];

const nobody = /^(null|none|nil|undefined|unknown|n\/a|[^a-z0-9]*)$/i;

const requestIdOf = ({ members }: LogEntry): LogMember | undefined => {
  for (const name of requestIds) {
    const found = members.find((member) => name.test(member.name) && !nobody.test(String(member.value)));
    if (found) return found;
  }
  return undefined;
};

/** Django and others log the request line as one member: `"request": "GET /v2/things"`. */
const requestLine = /^"?(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) \//;
const hasRequestLine = ({ name, value }: LogMember): boolean =>
  /(^|\.)(request|requestline|req)$/.test(name) && requestLine.test(String(value));

/** What was found, with the path of the member that has it. */
export type LoggedRequest = ReadonlyMap<RequestMember, string>;

const readEntry = (entry: LogEntry, into: Map<RequestMember, string>): void => {
  for (const [member, { name, holds }] of Object.entries(rules) as [RequestMember, Rule][]) {
    const found = entry.members.find((candidate) => name.test(candidate.name) && holds(candidate.value));
    if (found && !into.has(member)) into.set(member, found.path);
  }
  const line = entry.members.find(hasRequestLine);
  if (!line) return;
  for (const member of ['method', 'path'] as const) if (!into.has(member)) into.set(member, line.path);
};

/** What tells a request from everything else that is logged. */
const isRequest = (found: LoggedRequest): boolean =>
  (['method', 'path', 'status', 'duration'] as const).filter((member) => found.has(member)).length >= 2;

/**
 * The requests in the log. Lines of one request id are one request, since some frameworks log its beginning and its end
 * apart; a line without an id stands for itself.
 */
export const loggedRequests = (entries: readonly LogEntry[]): LoggedRequest[] => {
  const byId = new Map<string, Map<RequestMember, string>>();
  const alone: LoggedRequest[] = [];
  for (const entry of entries) {
    const id = requestIdOf(entry);
    const found = (id && byId.get(String(id.value))) ?? new Map<RequestMember, string>();
    readEntry(entry, found);
    if (id) byId.set(String(id.value), found.set('request id', id.path));
    else alone.push(found);
  }
  return [...byId.values(), ...alone].filter(isRequest);
};
