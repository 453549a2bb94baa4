import type { Instruction } from './dockerfile.ts';
import type { Variables } from './dockerfile-variables.ts';
import { expandWord, splitWords } from './dockerfile-words.ts';
import { refuseLine } from './refusal.ts';

/** Values of all flags of this name, as written. */
export const flagValues = (flags: readonly string[], name: string): string[] =>
  flags.filter((flag) => flag.startsWith(`--${name}=`)).map((flag) => flag.slice(name.length + 3));

const useCopy = 'put the file into the repository and COPY it, or fetch it in a RUN';

/**
 * ADD of a URL or a git repository is done by the engine itself, from its own network, whatever network the build has.
 * @throws AssayError refused `remote-add`
 */
export const assertLocalAdd = ({ line, operands }: Instruction, variables: Variables): void => {
  for (const source of addSources(operands)) {
    const value = /[\\`]\$/.test(source) ? undefined : expandWord(source, variables.inStage);
    if (value === undefined) throw refuseLine('remote-add', line, 'has an ADD whose source cannot be seen', useCopy);
    // With and without what either escape character would take away.
    for (const form of [source, value, source.replace(/["'\\`]/g, '')]) {
      if (/:\/\/|^[\w.-]+@[\w.-]+:/.test(form))
        throw refuseLine('remote-add', line, 'has an ADD from the network', useCopy);
    }
  }
};

/** All operands but the destination, which comes last. */
const addSources = (operands: string): string[] => {
  const list = parseJsonList(operands) ?? operands.split(/\s+/);
  return list.slice(0, -1);
};

const parseJsonList = (text: string): string[] | undefined => {
  if (!text.startsWith('[')) return undefined;
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((item) => typeof item === 'string') ? list : undefined;
  } catch {
    return undefined;
  }
};

/**
 * @returns images that mounts take files from
 * @throws AssayError refused `entitlement` for more than a build may do, or what nobody gives it
 */
export const assertRunFlags = ({ line, flags }: Instruction): string[] => {
  const images: string[] = [];
  for (const flag of flags) {
    const [name = '', value = ''] = [flag.slice(0, flag.indexOf('=')), flag.slice(flag.indexOf('=') + 1)];
    if (name === '--security' && value !== 'sandbox') throw notGiven(line, 'asks for a RUN without a sandbox');
    if (name === '--network' && value !== 'default' && value !== 'none')
      throw notGiven(line, "asks for the host's network");
    if (name !== '--mount') continue;
    const options = mountOptions(value);
    const type = options.get('type') ?? 'bind';
    const decisive = [...options.keys(), type, options.get('from') ?? ''].join();
    if (/["$]/.test(decisive)) throw notGiven(line, 'has a mount whose kind or source cannot be seen');
    if (type === 'secret' || type === 'ssh') throw notGiven(line, `asks for a mount of type ${type}`);
    const from = options.get('from');
    if (from !== undefined) images.push(from);
  }
  return images;
};

/** Options of a `--mount=`; keys in lower case, as the engine takes them. */
export const mountOptions = (value: string): Map<string, string> =>
  new Map(
    value.split(',').map((option) => {
      const [key = '', ...rest] = option.trim().split('=');
      return [key.toLowerCase(), rest.join('=')];
    }),
  );

const notGiven = (line: number, problem: string) =>
  refuseLine('entitlement', line, problem, 'a submission is built without secrets, keys and privileges');

/** @throws AssayError refused `label` for a label of ours, which mark what may be removed, or one named by a variable */
export const assertLabels = ({ line, operands }: Instruction): void => {
  const words = splitWords(operands);
  // `LABEL name value` is the old form of `LABEL name=value ...`.
  const named = words[0]?.includes('=') ? words : words.slice(0, 1);
  for (const word of named) {
    const name = (word.split('=')[0] ?? '').replace(/["'\\`]/g, '');
    if (!name.includes('$') && !name.toLowerCase().startsWith('assay.')) continue;
    throw refuseLine('label', line, 'sets a label that is reserved, or named by a variable', 'choose another name');
  }
};
