import type { Task } from './task.js';

/** Where everything lies in the bucket, below one prefix. Names in here are a contract: readers script against them. */
export interface ObjectKeys {
  video(id: string): string;
  manifest(id: string): string;
  /** The record that must exist before submission `n` of a generation may be sent. */
  submission(id: string, n: number): string;
  /** The record that submission `n` was accepted, with its task. */
  acceptance(id: string, n: number): string;
  /** The claim by which a task belongs to one generation. */
  taskClaim(task: Task): string;
  /** A file that gateways should fetch, named by its content. */
  input(sha256: string, extension: string): string;
  /** A throw-away object with which a worker tries the bucket's conditional writes. */
  probe(nonce: string): string;
}

/** Object keys below `prefix`; an empty prefix puts them at the bucket's root. */
export function createObjectKeys(prefix: string): ObjectKeys {
  const root = prefix === '' ? '' : `${prefix.replace(/\/+$/, '')}/`;
  const generation = (id: string) => `${root}generations/${id}`;
  return {
    video: (id) => `${generation(id)}/video.mp4`,
    manifest: (id) => `${generation(id)}/manifest.json`,
    submission: (id, n) => `${generation(id)}/submissions/${n}.json`,
    acceptance: (id, n) => `${generation(id)}/submissions/${n}.accepted.json`,
    taskClaim: ({ gateway, account, taskId }) =>
      `${root}ledger/${gateway}/${account}/tasks/${encodeURIComponent(taskId)}.json`,
    input: (sha256, extension) => `${root}inputs/${sha256}.${extension}`,
    probe: (nonce) => `${root}ledger/probes/${nonce}`,
  };
}
