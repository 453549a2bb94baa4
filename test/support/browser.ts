import { existsSync } from 'node:fs';
import { execa } from 'execa';

/** Where a Chromium may be, most specific first. */
const candidates = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** The Chromium that tests of pages drive, or undefined where there is none. */
export const chromiumPath = (): string | undefined => candidates.find((path) => path !== undefined && existsSync(path));

const canInstall = (): boolean => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

const install = async (): Promise<void> => {
  const options = { stdio: 'inherit', env: { DEBIAN_FRONTEND: 'noninteractive' } } as const;
  await execa('apt-get', ['update', '-qq'], options);
  await execa('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], options);
};

// Run directly (by the test command), it brings Chromium where that is possible.
if (import.meta.main && chromiumPath() === undefined) {
  if (canInstall()) await install();
  else process.stdout.write('no Chromium found and none can be installed here: tests of pages will say so\n');
}
