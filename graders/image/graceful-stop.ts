import {
  CheckBlocked,
  defineCheck,
  type Finding,
  fail,
  type ImageFact,
  type LifecycleFact,
  partial,
} from '../../src/index.ts';
import { signalAdvice, startLine, startPlace } from './start-command.ts';

/** 128 + SIGINT or SIGTERM: ended by the signal itself, or by a runtime that reports it so after an orderly end. */
const signalExitCodes = [130, 143];

const isSignalled = (exitCode: number): boolean => signalExitCodes.includes(exitCode);

/** The signal it was sent, as `docker stop` would. */
const signalOf = ({ stopSignal = 'SIGTERM' }: ImageFact): string => stopSignal.slice(0, 20);

const killed = ({ graceMs }: LifecycleFact, image: ImageFact): Finding => ({
  message: `The container did not stop within ${graceMs / 1000} s of ${signalOf(image)} and had to be killed.`,
  expected: `an exit with code 0 within ${graceMs / 1000} s`,
  received: `still running; started by ${startLine(image)}`,
  at: startPlace(image),
  remedy: signalAdvice(image),
});

const wrongCode = (exitCode: number, stopMs: number, image: ImageFact): Finding => ({
  message: `On ${signalOf(image)} the container ended with exit code ${exitCode}${isSignalled(exitCode) ? ', which says that the signal ended it' : ''}.`,
  expected: 'exit code 0',
  received: `exit code ${exitCode} after ${stopMs} ms; started by ${startLine(image)}`,
  at: startPlace(image),
  remedy: isSignalled(exitCode)
    ? 'Handle the signal: finish open requests, close the database, and exit with 0. Java, shells and package managers report the signal instead unless told otherwise.'
    : 'Read the last lines of the log: something failed while the service was stopping.',
});

export const gracefulStop = defineCheck({
  id: 'graceful-stop',
  title: 'Stops by itself on SIGTERM',
  failureTitle: 'Does not stop properly on SIGTERM',
  plain: 'Has to be switched off by force at every update.',
  family: 'image',
  axis: 'infrastructure',
  points: 3,
  severity: 'medium',
  basis: 'brief',
  reference: { label: 'The Twelve-Factor App, IX', url: 'https://12factor.net/disposability' },
  signals: ['operations', 'reliability'],
  question: 'What happens, step by step, when your container is stopped during a deployment?',
  visibility: 'public',
  needs: ['lifecycle', 'image'],
  async run({ facts: { lifecycle, image } }) {
    const { stopMs, exitCode } = lifecycle;
    if (exitCode === undefined) return fail([killed(lifecycle, image)]);
    if (stopMs === undefined) throw new CheckBlocked(`the container had ended by itself with code ${exitCode}`);
    if (exitCode === 0) return undefined;
    return partial(isSignalled(exitCode) ? 0.5 : 0, [wrongCode(exitCode, stopMs, image)]);
  },
});
