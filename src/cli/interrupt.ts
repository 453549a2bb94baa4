import { exitCodes } from './exit.ts';

/** How long cleaning up may take after an interrupt, before the process ends anyway. */
const cleanUpMs = 10_000;

export type Interrupt = { signal: AbortSignal; exitCode(): number | undefined; dispose(): void };

/**
 * Turns SIGINT and SIGTERM into an abort of the run, which then cleans up and ends; a second one, or a clean-up that
 * takes longer than ten seconds, ends the process at once (what is left carries labels: the next start sweeps it).
 */
export const onInterrupt = (say: (text: string) => void): Interrupt => {
  const controller = new AbortController();
  let code: number | undefined;
  const interrupt = (ending: number) => () => {
    if (code !== undefined) process.exit(ending);
    code = ending;
    say('interrupted: removing containers, one moment (again to end at once)');
    controller.abort();
    setTimeout(() => process.exit(ending), cleanUpMs).unref();
  };
  const handlers = { SIGINT: interrupt(exitCodes.interrupted), SIGTERM: interrupt(exitCodes.terminated) };
  for (const [name, handler] of Object.entries(handlers)) process.on(name, handler);
  return {
    signal: controller.signal,
    exitCode: () => code,
    dispose() {
      for (const [name, handler] of Object.entries(handlers)) process.off(name, handler);
    },
  };
};
