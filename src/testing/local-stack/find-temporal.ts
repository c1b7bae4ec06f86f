import { namedByVariable, onPath } from './executables.js';
import type { FindOptions } from './find-options.js';
import { firstWay } from './first-way.js';
import { goInstall } from './go-install.js';
import { temporalPin } from './pins.js';
import { cached, cacheFolder } from './program-cache.js';
import { downloadTemporal } from './temporal-download.js';

/** The path of a Temporal command line with its dev server: found, else downloaded, else built. */
export async function findTemporal(options: FindOptions): Promise<string> {
  const named = await namedByVariable(temporalPin.variable, options);
  if (named !== undefined) return named;

  return firstWay('The Temporal dev server', [
    { name: `${temporalPin.variable}, naming a temporal executable`, attempt: async () => undefined },
    { name: 'temporal on PATH', attempt: () => onPath('temporal', options) },
    { name: `temporal ${temporalPin.version} in ${cacheFolder(options)}`, attempt: () => cached(temporalPin, options) },
    { name: "the Temporal SDK's own download", attempt: () => downloadTemporal(options) },
    {
      name: `go install ${temporalPin.package}@${temporalPin.version}`,
      attempt: () => goInstall(temporalPin, options),
    },
  ]);
}
