import type { ObjectKeys } from '../domain/object-keys.js';
import type { Bucket } from '../storage/bucket.js';
import { createFilmManifests, type FilmManifests } from './film-manifests.js';
import { createBudgets, type Budgets } from './budgets.js';
import { createGates, type Gates } from './gates.js';
import { createHolds, type Holds } from './holds.js';
import { createManifests, type Manifests } from './manifest.js';
import { createOpenMarks, type OpenMarks } from './open-marks.js';
import { createOutages, type Outages } from './outages.js';
import { createSubmissionLedger, type SubmissionLedger } from './submission-ledger.js';
import { createTakes, type Takes } from './takes.js';

/** Everything that the bucket remembers, but the videos. */
export interface BucketMemory {
  readonly ledger: SubmissionLedger;
  readonly marks: OpenMarks;
  readonly holds: Holds;
  readonly gates: Gates;
  readonly outages: Outages;
  readonly budgets: Budgets;
  readonly manifests: Manifests;
  readonly takes: Takes;
  readonly films: FilmManifests;
}

/** What `bucket` remembers under `keys`. */
export const createBucketMemory = (bucket: Bucket, keys: ObjectKeys): BucketMemory => ({
  ledger: createSubmissionLedger(bucket, keys),
  marks: createOpenMarks(bucket, keys),
  holds: createHolds(bucket, keys),
  gates: createGates(bucket, keys),
  outages: createOutages(bucket, keys),
  budgets: createBudgets(bucket, keys),
  manifests: createManifests(bucket, keys),
  takes: createTakes(bucket, keys),
  films: createFilmManifests(bucket, keys),
});
