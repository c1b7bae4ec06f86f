import type { TestProject } from 'vitest/node';
import { findS3, type S3Program } from '../src/testing/local-stack/find-s3.js';
import { findTemporal } from '../src/testing/local-stack/find-temporal.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of the Temporal command line. */
    readonly temporal: string;
    /** The S3 server to run. */
    readonly s3: S3Program;
  }
}

/** Finds, downloads or builds the real servers once, before the first test needs them. */
export async function setup(project: TestProject): Promise<void> {
  const options = { environment: process.env, onProgress: (message: string) => console.log(`set-up: ${message}`) };
  project.provide('temporal', await findTemporal(options));
  project.provide('s3', await findS3(options));
}
