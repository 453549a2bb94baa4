/** The layer rule: cli -> grade -> {gather, judge, report} -> core; content imports core and http only. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(src|graders|challenges)/', pathNot: [from, ...allowed] },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'not-to-test', severity: 'error', from: { pathNot: '^test/' }, to: { path: '^test/' } },
    {
      name: 'not-to-dev-dep',
      severity: 'error',
      from: { path: '^(src|graders)/' },
      to: { dependencyTypes: ['npm-dev'] },
    },
    only('core-imports-nothing', '^src/core/', [], 'core is the vocabulary: it imports nothing of ours'),
    only('challenge-layer', '^src/challenge/', ['^src/core/'], 'loading a challenge needs the vocabulary only'),
    only('http-layer', '^src/http/', ['^src/core/'], 'the client knows the vocabulary only'),
    only('load-layer', '^src/load/', ['^src/core/'], 'load runs in a container of its own, with the vocabulary only'),
    only('gather-layer', '^src/gather/', ['^src/core/', '^src/http/', '^src/load/'], 'gatherers never judge or draw'),
    only('judge-layer', '^src/judge/', ['^src/core/', '^src/http/'], 'the judge gathers and draws nothing'),
    only('report-layer', '^src/report/', ['^src/core/'], 'reports are drawn from report.json alone'),
    only('verify-layer', '^src/verify/', ['^src/core/', '^src/http/'], 'the fault proxy stands beside the API'),
    only(
      'content',
      '^(graders|challenges)/',
      ['^src/index.ts$', '^graders/', '^challenges/'],
      'content uses the public surface only',
    ),
    {
      name: 'no-content-in-the-engine-room',
      comment: 'grade.ts is handed the checks; only the command line knows the catalogue',
      severity: 'error',
      from: { path: '^src/(?!cli/|vitest)' },
      to: { path: '^(graders|challenges)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'solutions/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
  },
};
