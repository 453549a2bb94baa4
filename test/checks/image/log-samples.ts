const line = (value: unknown): string => JSON.stringify(value);

/** What loggers write of one request in their customary configuration for JSON, each with all that the brief asks for. */
export const completeSamples: Record<string, string[]> = {
  'Fastify, two lines': [
    line({
      ...{ level: 30, time: 1770000000000, pid: 1, hostname: 'pod', reqId: 'req-1' },
      req: { method: 'GET', url: '/v2/products?limit=2', host: 'localhost', remoteAddress: '127.0.0.1' },
      msg: 'incoming request',
    }),
    line({
      ...{ level: 30, time: 1770000000004, pid: 1, hostname: 'pod', reqId: 'req-1' },
      ...{ res: { statusCode: 200 }, responseTime: 3.2, msg: 'request completed' },
    }),
  ],
  'pino-http': [
    line({
      ...{ level: 30, time: 1770000000000, pid: 1, hostname: 'pod' },
      req: { id: 1, method: 'GET', url: '/v2/products', query: {}, headers: { host: 'localhost' } },
      res: { statusCode: 200, headers: { 'content-type': 'application/json' } },
      ...{ responseTime: 0, msg: 'request completed' },
    }),
  ],
  'express-winston': [
    line({
      ...{ level: 'info', message: 'HTTP GET /v2/products', timestamp: '2026-02-02T00:00:00Z', requestId: 'a1' },
      meta: { req: { url: '/v2/products', method: 'GET' }, res: { statusCode: 200 }, responseTime: 7 },
    }),
  ],
  structlog: [
    line({
      ...{ event: 'request', level: 'info', timestamp: '2026-02-02T00:00:00Z', request_id: 'a1' },
      ...{ http_method: 'GET', path: '/v2/products', status_code: 200, duration_ms: 12.3 },
    }),
  ],
  'django-structlog, two lines': [
    line({
      ...{ event: 'request_started', level: 'info', timestamp: '2026-02-02T00:00:00Z', request_id: 'a1' },
      request: 'GET /v2/products',
    }),
    line({
      ...{ event: 'request_finished', level: 'info', timestamp: '2026-02-02T00:00:01Z', request_id: 'a1' },
      ...{ request: 'GET /v2/products', code: 200, processing_time: 0.02 },
    }),
  ],
  'python-json-logger': [
    line({
      ...{ asctime: '2026-02-02 00:00:00,000', levelname: 'INFO', name: 'api', message: 'request' },
      ...{
        correlation_id: 'a1',
        method: 'GET',
        url: 'http://localhost/v2/products',
        status: '200',
        elapsed: '0:00:00.012',
      },
    }),
  ],
  'slog of Go': [
    line({
      ...{ time: '2026-02-02T00:00:00.1Z', level: 'INFO', msg: 'request', request_id: 'pod/1', method: 'GET' },
      ...{ path: '/v2/products', status: 200, duration: 1234567 },
    }),
  ],
  'httplog of chi': [
    line({
      ...{ level: 'INFO', timestamp: '2026-02-02T00:00:00Z', msg: 'GET /v2/products => HTTP 200 (1.2ms)' },
      httpRequest: { url: 'http://localhost/v2/products', method: 'GET', path: '/v2/products', requestID: 'pod/1' },
      httpResponse: { status: 200, bytes: 10, elapsed: 1.2 },
    }),
  ],
  zerolog: [
    line({
      ...{ level: 'info', time: 1770000000, req_id: 'c0', method: 'GET', url: '/v2/products', status: 200 },
      ...{ duration: 1.1, message: 'request' },
    }),
  ],
  zap: [
    line({
      ...{ level: 'info', ts: 1770000000.1, caller: 'api/log.go:10', msg: 'request', requestId: 'c0', method: 'GET' },
      ...{ path: '/v2/products', status: 200, latency: '1.234ms' },
    }),
  ],
  'Elastic Common Schema': [
    line({
      ...{ '@timestamp': '2026-02-02T00:00:00Z', 'log.level': 'INFO', message: 'request', 'ecs.version': '8.11' },
      ...{ 'http.request.id': 'a1', 'http.request.method': 'GET', 'url.path': '/v2/products' },
      ...{ 'http.response.status_code': 200, 'event.duration': 12000000 },
    }),
  ],
  logback: [
    line({
      ...{
        '@timestamp': '2026-02-02T00:00:00Z',
        '@version': '1',
        level: 'INFO',
        logger_name: 'api',
        message: 'request',
      },
      ...{ requestId: 'a1', method: 'GET', uri: '/v2/products', status: 200, durationMs: 12 },
    }),
  ],
  Log4j: [
    line({
      ...{ instant: { epochSecond: 1770000000, nanoOfSecond: 0 }, level: 'INFO', message: 'request' },
      contextMap: { traceId: 'ab12', method: 'GET', path: '/v2/products', status: '200', duration: '12' },
    }),
  ],
  '.NET': [
    line({
      ...{ Timestamp: '2026-02-02T00:00:00Z', EventId: 2, LogLevel: 'Information', Message: 'Request finished' },
      State: { ElapsedMilliseconds: 12.5, StatusCode: 200, Method: 'GET', Path: '/v2/products' },
      Scopes: [{ Message: 'x', RequestId: '0HN:00000001', RequestPath: '/v2/products' }],
    }),
  ],
  'Serilog, compact': [
    line({
      ...{ '@t': '2026-02-02T00:00:00Z', '@mt': 'HTTP {RequestMethod} responded', RequestMethod: 'GET' },
      ...{ RequestPath: '/v2/products', StatusCode: 200, Elapsed: 12.5, RequestId: '0HN:00000001' },
    }),
  ],
  'tracing of Rust': [
    line({
      ...{ timestamp: '2026-02-02T00:00:00Z', level: 'INFO', target: 'tower_http::trace' },
      fields: { message: 'finished processing request', latency: '1 ms', status: 200 },
      span: { method: 'GET', uri: '/v2/products', request_id: 'a1', name: 'request' },
    }),
  ],
  'lograge with its usual additions': [
    line({
      ...{ method: 'GET', path: '/v2/products', format: 'json', status: 200, duration: 58.33, level: 'INFO' },
      ...{ time: '2026-02-02T00:00:00Z', message: 'request', request_id: 'a1' },
    }),
  ],
  Monolog: [
    line({
      ...{ message: 'request', level: 200, level_name: 'INFO', channel: 'app', datetime: '2026-02-02T00:00:00Z' },
      context: { request_id: 'a1', method: 'GET', uri: '/v2/products', status: 200, duration_ms: 12 },
    }),
  ],
  'Google Cloud': [
    line({
      ...{ severity: 'INFO', time: '2026-02-02T00:00:00Z', message: 'request' },
      httpRequest: { requestMethod: 'GET', requestUrl: '/v2/products', status: 200, latency: '0.012s' },
      'logging.googleapis.com/trace': 'projects/x/traces/ab12',
    }),
  ],
  OpenTelemetry: [
    line({
      ...{ Timestamp: '2026-02-02T00:00:00Z', SeverityText: 'INFO', Body: 'request', TraceId: 'ab12' },
      Attributes: {
        ...{ 'http.request.method': 'GET', 'url.path': '/v2/products', 'http.response.status_code': 200 },
        'http.server.request.duration': 0.012,
      },
    }),
  ],
};
