import { createHash } from 'node:crypto';
import type { Job, ResultFile } from '../engine/job.js';
import { createMemory } from '../media/memory.js';
import { anotherContent, lengthOf, read, whole, wrongContent, type Content } from './content.js';

export interface FileDigest {
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** What results are, byte for byte. Files that several jobs share are read once. */
export interface Digests {
  /** What a job's link serves; `undefined` where that has no end. */
  of(job: Job, file: ResultFile): Promise<(FileDigest & { readonly before?: FileDigest }) | undefined>;
}

export function createDigests(): Digests {
  const once = createMemory<FileDigest>();

  const digestOf = (content: Content) =>
    once(`${content.path} ${content.fileBytes} ${sha256(content.tail)}`, async () => {
      const hash = createHash('sha256');
      const bytes = lengthOf(content);
      for await (const piece of read(content, 0, bytes)) hash.update(piece);
      return { bytes, sha256: hash.digest('hex') };
    });

  return {
    async of(job, file) {
      const { result: fault } = job.faults;
      if (fault?.kind === 'oversized') return undefined;
      if (fault?.kind === 'content' && fault.strikes === Infinity)
        return digestOf(wrongContent(fault.content, job, file));
      const asMade = await digestOf(whole(file));
      if (fault?.kind !== 'changes' || job.traffic.linkReads === 0) return asMade;
      return { ...(await digestOf(anotherContent(fault.length, file))), before: asMade };
    },
  };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
