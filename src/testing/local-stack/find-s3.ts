import { namedByVariable, onPath } from './executables.js';
import type { FindOptions } from './find-options.js';
import { firstWay } from './first-way.js';
import { goInstall } from './go-install.js';
import { versitygwImage, versitygwPin } from './pins.js';
import { cached, cacheFolder } from './program-cache.js';
import { runCommand } from './run-command.js';

/** How the S3 server is run here. */
export type S3Program =
  | { readonly kind: 'executable'; readonly path: string }
  | { readonly kind: 'image'; readonly docker: string; readonly image: string };

const engineAnswerLimitMs = 10_000;

/** An S3 server to run: found, else a Docker image where an engine answers, else built. */
export async function findS3(options: FindOptions): Promise<S3Program> {
  const named = await namedByVariable(versitygwPin.variable, options);
  if (named !== undefined) return executable(named);

  return firstWay('The S3 server versitygw', [
    { name: `${versitygwPin.variable}, naming a versitygw executable`, attempt: async () => undefined },
    { name: 'versitygw on PATH', attempt: async () => executable(await onPath('versitygw', options)) },
    {
      name: `versitygw ${versitygwPin.version} in ${cacheFolder(options)}`,
      attempt: async () => executable(await cached(versitygwPin, options)),
    },
    { name: `a Docker engine, to run ${versitygwImage}`, attempt: () => dockerImage(options) },
    {
      name: `go install ${versitygwPin.package}@${versitygwPin.version}`,
      attempt: async () => executable(await goInstall(versitygwPin, options)),
    },
  ]);
}

function executable(path: string): S3Program;
function executable(path: string | undefined): S3Program | undefined;
function executable(path: string | undefined): S3Program | undefined {
  return path === undefined ? undefined : { kind: 'executable', path };
}

async function dockerImage({ environment, onProgress }: FindOptions): Promise<S3Program | undefined> {
  const docker = await onPath('docker', { environment });
  if (docker === undefined) return undefined;
  await runCommand(docker, ['info'], { environment, limitMs: engineAnswerLimitMs });
  onProgress?.(`running S3 from the Docker image ${versitygwImage}, which is pulled once`);
  return { kind: 'image', docker, image: versitygwImage };
}
