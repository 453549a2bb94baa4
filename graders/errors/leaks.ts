import type { Exchange } from '../../src/index.ts';

/** What must not be seen from outside, by kind: each is specific enough that no honest message matches it. */
const patterns: readonly [kind: string, pattern: RegExp][] = [
  // JavaScript, Java and Kotlin, Python, Go, .NET, PHP, Ruby, Rust
  ['a stack trace', /\bat (?:async )?(?:[\w$.<>[\] ]{1,100} \()?(?:file:\/\/|node:|\/|[A-Z]:\\)[^\s()]{1,200}:\d+:\d+/],
  ['a stack trace', /\bat [\w$.]{1,200}\([\w$]{1,80}\.(?:java|kt|scala):\d+\)/],
  ['a stack trace', /Traceback \(most recent call last\)|File "[^"\n]{1,200}", line \d+/],
  ['a stack trace', /\bgoroutine \d+ \[|\bpanic: runtime error|\/[\w.-]{1,80}\.go:\d+/],
  ['a stack trace', /\bat [\w.`<>]{1,200}\([^)\n]{0,200}\) in [^\n]{1,200}\.cs:line \d+/],
  ['a stack trace', /Stack trace:\s{0,4}#0 |#\d+ [^\s()]{1,200}\.php\(\d+\)/],
  ['a stack trace', /\b\w{1,80}\.rb:\d+:in [`']/],
  ['a stack trace', /\bthread '[^'\n]{1,80}' (?:\(\d+\) )?panicked at/],
  ['SQL', /\b(?:INSERT INTO|DELETE FROM|SELECT [^\n]{1,300} FROM|UPDATE \S{1,80} SET)\s{1,4}["`]?[\w.]{1,80}/],
  ['SQL', /\b(?:insert into "|delete from "|update "\w{1,80}" set |select [^\n]{1,300} from ")\w/],
  ['a message of the database', /\bSQLSTATE\b|violates (?:unique|foreign key|check|not-null|exclusion) constraint/],
  ['a message of the database', /invalid input syntax for (?:type )?\w|invalid byte sequence for encoding/],
  ['a message of the database', /\b(?:relation|column) "[\w.]{1,80}" (?:of relation "\w{1,80}" )?does not exist/],
  ['a message of the database', /syntax error at or near|value too long for type character|out of range for type \w/],
  ['a message of the database', /could not serialize access due to|password authentication failed for user/],
  [
    'a file path',
    /(?<![\w.:/])\/(?:[\w.@-]{1,80}\/){1,20}[\w.@-]{1,80}\.(?:[cm]?[jt]sx?|py|rb|go|java|kt|php|rs|cs|exs?)\b/,
  ],
  ['a file path', /\bnode_modules\/|\bsite-packages\/|\b[A-Z]:\\(?:[\w. -]{1,80}\\){1,20}[\w.-]{1,80}\.\w{1,5}\b/],
  [
    'the name of an internal',
    /\bPrismaClient\w{0,40}Error|\bSequelize\w{1,40}Error|\bQueryFailedError|\bDrizzleQueryError/,
  ],
  [
    'the name of an internal',
    /\b(?:psycopg2?|asyncpg|sqlalchemy|pydantic_core)\.\w|\bdjango\.(?:db|core)\b|\bsqlx::|\bdiesel::/,
  ],
  [
    'the name of an internal',
    /\b(?:org\.(?:hibernate|springframework|postgresql)|com\.fasterxml|java\.(?:lang|util|sql)|jakarta|javax)\.\w/,
  ],
  [
    'the name of an internal',
    /\bActiveRecord::|\bPG::\w|\bNpgsql\.|\bSystem\.\w{1,40}Exception|\bEntityFrameworkCore\b|\bPDOException\b/,
  ],
  ['the name of an internal', /\bIlluminate\\\w|\bSymfony\\\w|\bDoctrine\\\w|\bpq: \w|\bECONNREFUSED \S/],
  [
    'an exception of the program',
    /Cannot (?:read|set) propert(?:y|ies) of (?:undefined|null)|\bis not a function\b|\bNullPointerException\b/,
  ],
  ['an exception of the program', /\b(?:AttributeError|KeyError|NoMethodError|NullReferenceException|TypeError): \S/],
];

const maxTextLength = 120;

/** Characters of a body that are searched: internals stand at its beginning, and a hostile body is long. */
const maxBodyLength = 16_384;

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t' };

/** The text without the escapes of JSON, so that patterns meet quotes and line ends as they were. */
const unescaped = (text: string): string =>
  text.replace(/\\(["\\/nrt])/g, (_, letter: string) => escapes[letter] ?? letter);

/** What the request itself said: an error may repeat it. */
const saidBy = ({ request }: Exchange): string =>
  [request.path, request.body ?? '', ...Object.values(request.headers)].map(unescaped).join('\n');

/** The first internal that an answer shows, besides what the request said itself; `text` is the place, clipped. */
export const leakIn = (exchange: Exchange): { kind: string; text: string } | undefined => {
  const body = unescaped((exchange.response?.body ?? '').slice(0, maxBodyLength));
  for (const [kind, pattern] of patterns) {
    const text = pattern.exec(body)?.[0];
    if (text !== undefined && !saidBy(exchange).includes(text)) return { kind, text: text.slice(0, maxTextLength) };
  }
  return undefined;
};
