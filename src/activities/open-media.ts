import { FilmError } from '../film/film-error.js';
import type { OpenMedia } from '../film/keep-file.js';
import { parseS3Uri } from '../domain/s3-uri.js';
import { DownloadError, type DownloadErrorReason } from '../providers/download-error.js';
import { isS3Answer } from '../storage/s3-connection.js';
import type { ActivityDependencies } from './dependencies.js';

/** Long enough to begin reading, in seconds. */
const linkLifeSeconds = 15 * 60;

/** What no later attempt finds otherwise. */
const lasting: readonly DownloadErrorReason[] = ['link-dead', 'refused-address', 'too-large'];

/** Opens files by their links: those of the own bucket through its client, others by https, guarded as gateways' links are. */
export const mediaOpener =
  ({ bucket, download }: Pick<ActivityDependencies, 'bucket' | 'download'>): OpenMedia =>
  async (link, signal) => {
    const place = parseS3Uri(link);
    if (place?.bucket === bucket.name) return existing(bucket.read(place.key, { signal }), link);
    try {
      const readable = place === undefined ? link : await bucket.signLink(link, linkLifeSeconds);
      return await download.openFile(readable, { signal });
    } catch (error) {
      if (!(error instanceof DownloadError) || !lasting.includes(error.reason)) throw error;
      throw new FilmError('MEDIA_MISSING', error.message, { cause: error });
    }
  };

async function* existing(chunks: AsyncIterable<Uint8Array>, uri: string): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    if (!isS3Answer(error, 'NoSuchKey')) throw error;
    throw new FilmError('MEDIA_MISSING', `there is no ${uri} any more`, { cause: error });
  }
}
