/** Where an object lies. */
export interface S3Location {
  readonly bucket: string;
  readonly key: string;
}

/** Reads `s3://bucket/key`. The key is taken as it is written: it is no path of a URL, so nothing in it is decoded. */
export function parseS3Uri(uri: string): S3Location | undefined {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/s.exec(uri) ?? [];
  return bucket === undefined || key === undefined ? undefined : { bucket, key };
}
