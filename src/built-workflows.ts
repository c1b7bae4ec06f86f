import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** The version of the Temporal SDK that runs here: what it bundled, no other version may run. */
const sdkVersion = (createRequire(import.meta.url)('@temporalio/worker/package.json') as { version: string }).version;

/** Where the build puts the bundle of Reelwork's workflows for the installed SDK. @public for the build */
export const builtWorkflowsPath = fileURLToPath(new URL(`./workflows/bundle-for-${sdkVersion}.cjs`, import.meta.url));

/** The workflows as the build bundled them; `undefined` where it used another version of the SDK, or nothing was built. */
export const builtWorkflows = (): { readonly codePath: string } | undefined =>
  existsSync(builtWorkflowsPath) ? { codePath: builtWorkflowsPath } : undefined;
